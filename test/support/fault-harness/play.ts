/** Plays one cell of the table: a fault, aimed at one operation of one request. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Operation, When } from './faults.js';
import type { Kind } from './requests.js';
import type { HarnessSite } from './site.js';
import type { Audit, Seen, Visitor } from './visitor.js';

export interface Cell {
  readonly kind: Kind;
  readonly fault: Fault;
  readonly when: When;
  /** Which of the operations that the fault can strike. */
  readonly at: number;
}

/** What the visitor saw; `failed` is what a visitor without the worker would have seen as well. */
export const OUTCOMES = ['page', 'stored', 'offline', 'again', 'server', 'cut', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Played {
  /** `unplayed`: the harness itself failed. */
  outcome: Outcome | 'wrong' | 'unplayed';
  /** What is against the rules. */
  wrong: string[];
  hasStruck: boolean;
  answers: number;
}

interface Told {
  operations: Operation[];
  hasStruck: boolean;
  /** The table of the database that was struck. */
  table?: string;
}

interface Settled {
  isSettled: boolean;
  deployment: string;
}

export interface Stage {
  readonly site: HarnessSite;
  visitor: Visitor;
  /** Paths that were stored before and must not be lost. */
  kept: string[];
  cells: number;
  /** What is stored is no good start for another cell. */
  isSpoiled: boolean;
}

const KEPT = ['/kept/1', '/kept/2', '/kept/3'] as const;
const CLEAR_EVERY = 60;
const PATIENCE_MS = 1_200;
/** An empty hot tier is refilled within this time. */
const REFILL_MS = 200;
const NAVIGATION = { name: 'again', room: '', how: 'navigate' } as const;

const store = (stage: Stage, paths: string[]): Promise<boolean> =>
  stage.visitor.command('prefetch', { urls: paths.map((path) => stage.site.url + path) });

type How = Kind['how'];

/** What is asked of the worker before the page is visited. @returns whether the worker has acknowledged it */
const ORDERS: Partial<Record<How, (stage: Stage, path: string, isClean: boolean) => Promise<boolean>>> = {
  revalidate({ site, visitor }, path) {
    site.change(path);
    return visitor.command('revalidate', { paths: [path], mode: 'hard' });
  },
  post: ({ visitor }, path) => visitor.post(path),
  async feed({ site, visitor }, path) {
    site.change(path);
    site.publish(path);
    return (await visitor.catchUp()) === site.offset;
  },
  /** Nobody acknowledges a push message; without a fault it has to work. */
  async push({ site, visitor }, path, isClean) {
    site.change(path);
    await visitor.push({ type: 'revalidate', paths: [path], mode: 'hard' });
    if (isClean) await visitor.tell('settle');
    return isClean;
  },
  async prefetch(stage, path) {
    await store(stage, [path]);
    return false;
  },
  async 'clear-user'({ visitor }) {
    const isCleared = await visitor.command('clearUser', {});
    await visitor.logIn('ben');
    return isCleared;
  },
};

/** Makes a request of this kind. @returns what is seen, and whether the worker has acknowledged what was asked of it */
async function ask(
  stage: Stage,
  { kind: { how }, fault }: Pick<Cell, 'kind' | 'fault'>,
  path: string,
  patience?: number,
): Promise<Seen & { acknowledged?: boolean }> {
  const { visitor } = stage;
  if (how === 'fetch') return visitor.fetch(path);
  if (how === 'script') return visitor.loadScript(path);
  const acknowledged = await ORDERS[how]?.(stage, path, fault.does === 'none');
  return { ...(await visitor.navigate(path, patience)), ...(acknowledged !== undefined && { acknowledged }) };
}

/** How a server's failure reaches a visitor who has nothing stored: as it would without the worker. */
const SERVER_ERRORS = ['500', '429', 'Portal'];

const isOfNetwork = ({ network, does }: Fault): boolean => network !== undefined || does === 'refused';

const isStoredStill = ({ isStored, how }: Kind): boolean => !!isStored && how !== 'clear-user';

function outcomeOf({ fault, kind }: Cell, seen: Seen, isFaulted: boolean): Outcome | 'wrong' {
  if (seen.marker) {
    if (seen.error) return 'cut';
    return seen.isHit ? 'stored' : 'page';
  }
  const isNetwork = isFaulted && isOfNetwork(fault);
  if (kind.how === 'script' && !seen.error) return 'page';
  if (kind.how === 'fetch' || kind.how === 'script') return isNetwork || kind.isOffline ? 'failed' : 'wrong';
  if (seen.status === 503 && seen.detail === 'offline' && seen.text.length > 20) return 'offline';
  if (isNetwork && SERVER_ERRORS.includes(seen.title)) return 'server';
  // What arrives of a body that breaks is shown as it is, with the worker and without.
  if (
    isNetwork &&
    ['break', 'short', 'trickle', 'empty'].includes(fault.network ?? '') &&
    !isStoredStill(kind)
  )
    return 'cut';
  if (isNetwork && kind.isLeftAlone) return 'failed';
  return 'wrong';
}

/** The visitor of before may still be shown: the site was told that nothing was cleared, and tries again. */
const isStillLoggedIn = ({ how }: Kind, { acknowledged }: { acknowledged?: boolean }): boolean =>
  how === 'clear-user' && !acknowledged;

/**
 * Nothing can be remembered, or nothing tells that it was lost (see `docs/reliability.md`):
 * - the database is silent until the worker is stopped. The answer to a write is the server's, and is passed on.
 * - the row of a mark is missing when the page is looked up, and there again later.
 */
const isForgotten = ({ fault, kind }: Cell, isFaulted: boolean, table: string | undefined): boolean =>
  isFaulted
    ? fault.garbage === 'nothing' && table === 'marks'
    : fault.does === 'silent-from-now' && kind.how === 'post';

/** What is against the rules in what was seen. */
function faultsOf(
  stage: Stage,
  cell: Cell,
  seen: Seen & { acknowledged?: boolean },
  path: string,
  isFaulted: boolean,
  table?: string,
): string[] {
  const { kind } = cell;
  const wrong: string[] = [];
  const outcome = outcomeOf(cell, seen, isFaulted);
  const shown = `${seen.error ?? ''} ${seen.status} "${seen.title}" ${seen.text.slice(0, 60)} ${seen.headers['cache-status'] ?? ''}`;
  if (outcome === 'wrong') wrong.push(`neither the page, the stored copy nor the offline page:${shown}`);
  const { marker } = seen;
  if (!marker) return wrong;
  const expected = kind.room === 'moved' ? path.replace('moved', 'fresh') : path;
  if (marker.path !== expected) wrong.push(`the page of ${marker.path}`);
  if (seen.headers['x-id'] && seen.headers['x-id'] !== marker.id)
    wrong.push(`mixed: headers of ${seen.headers['x-id']}, body of ${marker.id}`);
  if (marker.visitor && marker.visitor !== 'ben' && !(isFaulted && isStillLoggedIn(kind, seen)))
    wrong.push(`a page of ${marker.visitor}`);
  if (marker.deployment !== stage.site.deployment && !(isFaulted && cell.fault.does === 'deploy'))
    wrong.push(`a page of deployment ${marker.deployment} while ${stage.site.deployment} is live`);
  // The stored page stands in for a server that fails or is late (rule 10), and until the next try is due (rule 9).
  const isExcused =
    ((isFaulted || isOfNetwork(cell.fault)) && seen.detail === 'stale-if-error') ||
    isForgotten(cell, isFaulted, table) ||
    // A feed that has to be begun anew makes all pages stale, softly.
    (kind.how === 'feed' && !!cell.fault.loses && seen.detail === 'stale');
  if (seen.acknowledged && !isExcused && marker.version < stage.site.version(path))
    wrong.push(`an old page after an acknowledged change: ${seen.headers['cache-status']}`);
  return wrong;
}

/** Whether the database is another one from the beginning. */
const isReplaced = ({ does }: Fault): boolean => does === 'newer' || does === 'foreign';

/** Has the running worker fill the hot tier: a page that was visited is copied. */
async function fill({ site, visitor }: Stage, { isStored, how }: Kind, path: string): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    if (isStored) await (how === 'fetch' ? visitor.fetch(path) : visitor.navigate(path));
    if (how !== 'fetch') await visitor.navigate(KEPT[0]);
    if (await visitor.tell<boolean>('is-filled', isStored ? path : KEPT[0])) return;
    // A worker on a full disk fills it no more.
    await visitor.stopWorkers();
  }
  throw new Error(`the hot tier was not filled with ${path} of deployment ${site.deployment}`);
}

async function prepare(stage: Stage, { kind, fault }: Cell, path: string): Promise<void> {
  const { site, visitor } = stage;
  site.heal();
  await visitor.ensureWorker();
  await visitor.logIn('ben');
  stage.cells += 1;
  if (stage.cells % CLEAR_EVERY === 1 || stage.isSpoiled) {
    stage.isSpoiled = false;
    await visitor.command('clear', {});
    stage.kept = [];
  }
  if (kind.room === 'mine') {
    const owner = kind.how === 'clear-user' ? 'ann' : 'ben';
    await visitor.logIn(owner);
    await visitor.command('setUser', { key: owner });
  }
  const kept = KEPT.filter((one) => !stage.kept.includes(`${site.deployment} ${one}`));
  const own = kind.isStored && kind.how !== 'script' ? [path] : [];
  if (kept.length + own.length) await store(stage, [...kept, ...own]);
  if (kind.room === 'private') {
    await visitor.logIn('ann');
    await visitor.navigate(path);
    await visitor.logIn('ben');
  }
  if (kind.how === 'script') await visitor.loadScript(path);
  // From here on only what is watched is under way.
  await visitor.tell('settle');
  if (kind.hasJustStarted) await fill(stage, kind, path);
  if (isReplaced(fault)) await visitor.tell('replace', fault.does);
}

/** The pages that are gone and must not be. */
function lostOf({ fault: { loses }, kind }: Cell, path: string, audit: Audit, before: Audit): string[] {
  const lost = before.paths.filter((one) => !audit.paths.includes(one));
  const isPinned = (one: string) => KEPT.some((kept) => one.endsWith(kept));
  const mayBeLost = (one: string): boolean => {
    if (loses === 'all') return true;
    // Pinned pages are evicted when no others are left. The one that was asked for may be stored again by then.
    if (loses === 'evicted')
      return (
        !isPinned(one) ||
        before.paths.every((had) => lost.includes(had) || isPinned(had) || had.endsWith(path))
      );
    if (kind.how === 'clear-user') return one.includes(`/${kind.room}/`);
    return loses === 'page' && one.endsWith(path);
  };
  return lost.filter((one) => !mayBeLost(one));
}

/** What of the store is against the rules. */
function faultsInStore(
  cell: Cell,
  path: string,
  audit: Audit,
  before: Audit,
  acknowledged = false,
): string[] {
  const { fault, kind } = cell;
  // What could not be deleted from the hot tier was not acknowledged, and is in the database.
  const isRefused = kind.how in ORDERS && !acknowledged && !!fault.leaves;
  const isExcused = (what: string): boolean =>
    // A row that cannot be read cannot be counted, and may be written back as it was read.
    (fault.does === 'garbage' && /^(?:totals|undefined)|a damaged row$/.test(what)) ||
    !!fault.leaves?.test(what) ||
    (isRefused && /^(?:facts |a copy of a page that was )/.test(what));
  return [
    ...audit.wrong.filter((what) => !isExcused(what)),
    ...lostOf(cell, path, audit, before).map((one) => `lost: ${one}`),
  ];
}

/** Waits until the worker of the live deployment has nothing under way. @returns whether that has come */
async function settle({ site, visitor }: Stage): Promise<boolean> {
  for (let tries = 0; tries < 40; tries++) {
    const { isSettled, deployment } = await visitor.tell<Settled>('settle');
    if (deployment === site.deployment) return isSettled;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

export async function playCell(stage: Stage, cell: Cell): Promise<Played & { operations: Operation[] }> {
  const { site, visitor } = stage;
  const { fault, kind, at, when } = cell;
  const path = `/${kind.room}/${stage.cells + 1}`;
  await prepare(stage, cell, path);
  const before = await visitor.tell<Audit>('audit');
  if (kind.hasJustStarted || isReplaced(cell.fault)) await visitor.stopWorkers();
  const { does, garbage, skew } = fault;
  if (fault.network) site.fail(path, fault.network, at);
  const isOffline = kind.isOffline;
  if (isOffline) site.fail(path, 'reset', -1);
  await visitor.tell('arm', {
    does,
    garbage,
    skew,
    when,
    at,
    isOffline,
    kinds: fault.network ? [] : fault.kinds,
  });
  const patience = does === 'kill' ? PATIENCE_MS : fault.network === 'empty' ? 2 * PATIENCE_MS : undefined;
  let seen = await ask(stage, cell, path, patience);
  // Chromium goes on waiting for a worker that its developer tools have stopped, whatever that worker does. So the visitor
  // tries again.
  const isStuck = does === 'kill' && !seen.marker && !!seen.error;
  if (isStuck) await visitor.openTab();
  if (isStuck)
    seen = {
      ...(await ask(stage, { fault, kind: kind.how in ORDERS ? NAVIGATION : kind }, path)),
      acknowledged: !!seen.acknowledged,
    };
  await visitor.ensureWorker();
  const isSettled = await settle(stage);
  const { operations, hasStruck, table } = await visitor.tell<Told>('disarm');
  const wrong = faultsOf(stage, cell, seen, path, true, table);
  site.heal();
  const isDead = does === 'kill' || does === 'clear' || does === 'deploy';
  // The next visit is answered from what the tier has by then.
  if (kind.hasJustStarted && !isDead) await sleep(REFILL_MS);
  if ((fault.lingers && !isDead) || kind.hasJustStarted || !isSettled) await visitor.stopWorkers();
  const audit = await visitor.tell<Audit>('audit');
  wrong.push(...faultsInStore(cell, path, audit, before, seen.acknowledged));
  if (kind.how === 'clear-user' && seen.acknowledged && audit.visitors.includes('ann'))
    wrong.push('a page of ann is stored after an acknowledged clearUser()');
  if (isStillLoggedIn(kind, seen) && !isReplaced(fault) && !(await visitor.command('clearUser', {})))
    wrong.push('clearUser() fails a second time');
  stage.kept = audit.paths;
  // The next visit, when all is well again.
  const again =
    kind.how === 'fetch' || kind.how === 'script'
      ? await ask(stage, cell, path)
      : await visitor.navigate(path);
  wrong.push(
    ...faultsOf(stage, cell, { ...again, ...(seen.acknowledged && { acknowledged: true }) }, path, false).map(
      (what) => `afterwards: ${what}`,
    ),
  );
  if (isReplaced(fault)) {
    await visitor.stopWorkers();
    await visitor.tell('replace', 'none');
    await visitor.stopWorkers();
    stage.isSpoiled = true;
  }
  stage.isSpoiled ||= wrong.length > 0 || fault.does === 'garbage';
  const struck = hasStruck || isDead || !!fault.network || !fault.kinds.length;
  return {
    outcome: wrong.length ? 'wrong' : isStuck ? 'again' : outcomeOf(cell, seen, true),
    wrong,
    hasStruck: struck,
    answers: isStuck ? 3 : 2,
    operations,
  };
}
