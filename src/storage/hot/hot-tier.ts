/**
 * The hot tier: the pages that were used last lie in Cache Storage too, so that a worker that has just started answers
 * without its database, which takes longer to open than all the rest.
 *
 * The copies are valid while there are facts. What could make a copy wrong deletes the facts first (see
 * `hot-guard.ts`). So a reader takes no lock.
 */
import { inTime, sleep } from '../sleep.js';
import type { Settings, Store, Stored } from '../store.js';
import { cacheStorage, deleteHotCache } from './hot-cache.js';
import { hashKey } from './hot-format.js';
import { createHotGuard, HOT_LOCK } from './hot-guard.js';
import { createHotReader, type HotReader } from './hot-reader.js';
import { refill } from './hot-refill.js';
import { fenceOver } from '../tables/table-store.js';
import { hotStore } from './hot-store.js';

/** An empty tier is refilled when nothing was written for so long. */
const IDLE_MS = 1000;
/** A tier that has copies is refilled when no page was used for `CALM_TIMES * IDLE_MS`, so that it slows no next page. */
const CALM_TIMES = 5;
/** How often a refill is tried while other workers write. */
const MAX_TRIES = 5;
/** A read of Cache Storage that takes longer counts as one that hangs. See `READ_MS`. */
const PATIENCE_MS = 400;
/** A database that hangs does not keep the lock for longer. */
const REFILL_TIMEOUT_MS = 10_000;
const DROP_TIMEOUT_MS = 1000;

export interface HotTier extends Pick<HotReader, 'facts' | 'readAhead' | 'forget'> {
  /** What the database has under the key; undefined if only the database knows. */
  read(key: string): Promise<Stored | undefined>;
  /** Notes the page of a navigation: the first is where the visitor starts. */
  noteStart(key: string): void;
  /** A layer over the database's store that keeps the tier right. Refills read the store of the last call. */
  over(store: Store): Store;
  /** Resolves when a refill that is due has ended. */
  refilled(): Promise<unknown>;
  /** Deletes the tier. Never rejects, and waits no longer than a second. @param forGood this worker fills it no more */
  drop(forGood?: boolean): Promise<unknown>;
}

export interface HotTierOptions {
  scopesOf: (settings: Settings | undefined) => string[];
  storage?: CacheStorage;
  locks?: LockManager;
  /** Milliseconds of a clock that is never set back. */
  now?: () => number;
  idleMs?: number;
  /** How long a reader waits for Cache Storage, in milliseconds. */
  patienceMs?: number;
}

const late = (): never => {
  throw new Error('the database did not answer in time');
};

export function createHotTier({
  scopesOf,
  storage = cacheStorage(),
  locks = navigator.locks,
  now = () => performance.now(),
  idleMs = IDLE_MS,
  patienceMs = PATIENCE_MS,
}: HotTierOptions): HotTier {
  const reader = createHotReader({ storage, now, patienceMs });
  const guard = createHotGuard({ storage, locks, now });
  let store: Store | undefined;
  let starts: readonly string[] = [];
  let hasStarted = false;
  /** The keys whose use makes no refill due: the last one has copied them, or would not. */
  let settled = new Set<string>();
  let isDue = false;
  let isOff = false;
  let writes = 0;
  let uses = 0;
  let refilling: Promise<unknown> | undefined;

  const facts: HotTier['facts'] = async () => {
    const known = await reader.facts();
    if (!hasStarted) starts = known?.starts ?? starts;
    isDue ||= !known;
    return known;
  };
  const drop: HotTier['drop'] = (forGood = false) => {
    isOff ||= forGood;
    isDue = true;
    reader.forget();
    return inTime(
      deleteHotCache(storage).catch(() => undefined),
      DROP_TIMEOUT_MS,
    );
  };

  /** Compares the facts with the database: a version without the tier may have changed it, or it was lost. */
  const check = async (from: Store): Promise<void> => {
    reader.forget();
    const before = writes;
    const known = await reader.facts();
    if (!known) return;
    const [settings, [first]] = await Promise.all([from.state('settings'), from.getMany([''])]);
    const isSame =
      first?.fence === known.fence && JSON.stringify(settings) === JSON.stringify(known.settings);
    if (!isSame && writes === before) await drop();
  };
  /** Refills the tier with the lock for this worker alone. False if it has to be tried again. */
  const tryRefill = async (from: Store): Promise<boolean> => {
    const before = writes;
    let hasFailed = false;
    const shouldStop = (): boolean => writes !== before || isOff || hasFailed;
    if (!(await guard.release())) return false;
    return locks.request(HOT_LOCK, { ifAvailable: true }, async (lock) => {
      if (!lock || shouldStop()) return false;
      // A page that is used meanwhile makes it due again.
      isDue = false;
      const filling = refill({ storage, store: from, scopesOf, starts, shouldStop });
      try {
        const filled = await inTime(filling, REFILL_TIMEOUT_MS, late);
        if (!filled) {
          isDue = true;
          return false;
        }
        ({ starts, known: settled } = filled);
        return true;
      } catch (error) {
        hasFailed = true;
        // Before the lock is given back: what a refill goes on to write is then in no cache any more.
        await drop((error as Error).name === 'QuotaExceededError');
        throw error;
      }
    });
  };
  /** Waits until nothing was written for a while and, where there are copies, no page was used for longer. */
  const idle = async (): Promise<void> => {
    for (let calm = 0; ;) {
      const [written, used] = [writes, uses];
      await sleep(idleMs);
      calm = used === uses ? calm + 1 : 0;
      if (written === writes && (calm >= CALM_TIMES || !(await reader.facts()))) return;
    }
  };
  const refillWhenIdle = async (): Promise<void> => {
    try {
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        await idle();
        if (!store || isOff || (await tryRefill(store))) return;
      }
    } catch {
      // The tier is gone: the database answers until the next refill.
    } finally {
      refilling = undefined;
      await guard.release();
    }
  };
  // Keeps no event alive: a worker that is not used may end.
  const refillSoon = (): void => {
    refilling ??= refillWhenIdle();
  };

  return {
    facts,
    forget: () => reader.forget(),
    readAhead: (key) => reader.readAhead(key),
    async read(key) {
      const [known, copy] = await Promise.all([facts(), reader.copy(key)]);
      if (!known) return undefined;
      const { fence, stored } = known;
      if (!copy) return stored && !stored.includes(hashKey(key)) ? { fence } : undefined;
      settled.add(key);
      return { ...copy, fence: fenceOver(copy.entry, fence), invalidated: undefined };
    },
    noteStart(key) {
      if (hasStarted) return;
      hasStarted = true;
      isDue ||= starts[0] !== key;
      starts = [key, ...starts.filter((other) => other !== key)];
    },
    over(given) {
      store = given;
      check(given).catch(() => undefined);
      const onWrite = (): void => {
        writes += 1;
        isDue = true;
        settled.clear();
        refillSoon();
      };
      const onUsed = (keys: Iterable<string>): void => {
        uses += 1;
        for (const key of keys) isDue ||= !settled.has(key);
        if (isDue && !isOff) refillSoon();
      };
      return hotStore(given, { guard, onWrite, onUsed, onFull: () => drop(true) });
    },
    refilled: () => refilling ?? Promise.resolve(),
    drop,
  };
}
