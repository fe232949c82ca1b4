/** A random walk of three visitors, and of nobody, in one browser: no step may show anybody a page that is not theirs. */
import { buildWorker, configSource } from '../build-worker.js';
import type { Engine } from '../engine.js';
import { REGISTER_PATH, startSite } from '../situations/site.js';
import type { Sight } from '../situations/tab.js';
import { REGISTER } from '../situations/worker-line.js';
import { createWalkBrowser, type Observer } from './browser.js';
import { createModel, squeeze, type Model } from './model.js';
import type { Person } from './pages.js';
import { createRandom } from './random.js';
import { createShop } from './shop.js';
import { STEPS, type Step, type Walk } from './steps.js';

export interface WalkOptions {
  engine: Engine;
  steps: number;
  seed: number;
  /** The worker's config. Default: every path, fresh for five minutes. */
  config?: string;
  /** Whether the shop has a worker. @default true */
  hasWorker?: boolean;
  /** Steps that are not taken, by name. */
  without?: readonly string[];
  /** Called after each step, with the steps that were taken. `false` ends the walk. */
  onStep?: (taken: number, walk: Walk) => boolean | undefined | Promise<boolean | undefined>;
}

const CONFIG = `routes: [{ match: '/*', revalidate: '5m' }]`;

export interface WalkResult {
  steps: number;
  /** Pages that came from the store while the shop was there. */
  hits: number;
  /** Those of them that a visitor without a session saw. */
  hitsOfNobody: number;
  /** Those that a visitor saw who was logged in. */
  hitsOfPeople: number;
  /** Pages that were seen while the shop was away. */
  offline: number;
  /** What the shop was asked for. */
  requests: number;
}

/** How many lines of the past a failure tells. */
const REMEMBERED = 30;

/** Past and present of a walk, in words. */
interface Diary {
  lines: string[];
  write(line: string): void;
}

function createDiary(): Diary {
  const lines: string[] = [];
  return {
    lines,
    write(line) {
      lines.push(line);
      if (lines.length > REMEMBERED) lines.shift();
    },
  };
}

function nextStep(walk: Walk, without: readonly string[]): Step {
  const { random } = walk;
  const possible = STEPS.filter(
    ({ name, isPossible }) => !without.includes(name) && (isPossible?.(walk) ?? true),
  );
  let at = random.next() * possible.reduce((sum, { weight }) => sum + weight, 0);
  const found = possible.find(({ weight }) => (at -= weight) < 0);
  return found ?? random.pick(possible);
}

/** Looks at each page that is seen: whether the visitor may see it, and where it came from. */
function createObserver(walk: () => Walk, model: Model, result: WalkResult, diary: Diary): Observer {
  /** What each entry of the history, and each place, has shown. */
  const showings = new Map<string, Set<string>>();
  const textsOf = (name: string): Set<string> => {
    const texts = showings.get(name) ?? new Set();
    showings.set(name, texts);
    return texts;
  };
  return async (sight, how) => {
    const { browser, shop, isOnline } = walk();
    const identity = isOnline ? await browser.identity() : walk().identity;
    walk().identity = identity;
    const { session, theme } = identity;
    const person = shop.sessions.get(session ?? '');
    diary.write(
      `  ${person?.name ?? session ?? 'nobody'} sees ${sight.place} (${sight.timing ?? 'no worker'})`,
    );
    const text = squeeze(sight.text);
    // A page that another one took over before it was looked at: the history has it all the same.
    for (const { path, session: whose, text: sent } of shop.shown)
      if (whose || !session) textsOf(path).add(squeeze(sent));
    const entry = textsOf(await browser.entry());
    const path = textsOf(sight.place);
    const past = how === 'travelled' ? { entry, path } : undefined;
    const fault = model.judge({ sight, viewer: { person, theme }, session, isOnline, past });
    if (fault) throw new Error(`${sight.place} shows "${text}": ${fault}.`);
    entry.add(text);
    path.add(text);
    shop.shown.length = 0;
    count(result, sight, { isOnline, person });
  };
}

/** Counts what came from the store. */
function count(
  result: WalkResult,
  { timing }: Sight,
  { isOnline, person }: { isOnline: boolean; person: Person | undefined },
): void {
  if (!isOnline) result.offline += 1;
  if (!isOnline || !(timing === 'fresh' || timing === 'stale')) return;
  result.hits += 1;
  if (!person) result.hitsOfNobody += 1;
  if (person?.name) result.hitsOfPeople += 1;
}

async function takeSteps(walk: Walk, options: WalkOptions, result: WalkResult, diary: Diary) {
  const { steps, without = [], onStep } = options;
  await walk.browser.visit('/');
  while (result.steps < steps) {
    const step = nextStep(walk, without);
    diary.write(`${result.steps}. ${step.name}`);
    await step.take(walk);
    result.steps += 1;
    if ((await onStep?.(result.steps, walk)) === false) return;
  }
}

/** @throws where a step shows what it must not, with the seed and the last steps */
export async function walkAtRandom(options: WalkOptions): Promise<WalkResult> {
  const { engine, seed } = options;
  const shop = createShop();
  const { hasWorker = true, config = CONFIG } = options;
  const worker = hasWorker && { worker: await buildWorker(configSource(config)) };
  const site = await startSite(shop.app, { host: `walk-${seed}.localhost`, ...worker });
  const result = { steps: 0, hits: 0, hitsOfNobody: 0, hitsOfPeople: 0, offline: 0, requests: 0 };
  const diary = createDiary();
  const observe = createObserver(() => walk, createModel(shop), result, diary);
  const walk: Walk = {
    ...{ shop, site, isOnline: true, identity: { session: undefined, theme: '' } },
    browser: createWalkBrowser(engine, site, observe),
    random: createRandom(seed),
  };
  try {
    await engine.goto(site.url + REGISTER_PATH);
    if (hasWorker) await engine.evaluate(REGISTER);
    await takeSteps(walk, options, result, diary);
    return { ...result, requests: site.asked().length };
  } catch (error) {
    const asked = site
      .asked()
      .slice(-10)
      .map(({ method, url, headers }) => `${method} ${url} ${headers.cookie ?? ''}`);
    const words = `The walk with the seed ${seed} in ${engine.name} failed: ${(error as Error).message}`;
    throw new Error(
      `${words}\nThe last steps:\n${diary.lines.join('\n')}\nThe last requests:\n${asked.join('\n')}`,
      { cause: error },
    );
  } finally {
    await engine.goto('about:blank').catch(() => undefined);
    await site.close();
  }
}
