/**
 * The hot tier: the pages that were used last lie in Cache Storage too, so that a worker that has just started answers
 * without its database, which takes longer to open than all the rest.
 *
 * The copies are valid while there are facts. What could make a copy wrong deletes the facts first (see
 * `hot-guard.ts`). So a reader takes no lock.
 */
import { inTime, sleep } from '../sleep.js';
import type { Settings, Store, Stored } from '../store.js';
import { deleteHotCache, readCopy, readFacts } from './hot-cache.js';
import { hashKey, type HotCopy, type HotFacts } from './hot-format.js';
import { createHotGuard, HOT_LOCK } from './hot-guard.js';
import { refill } from './hot-refill.js';
import { hotStore } from './hot-store.js';

/** The tier is refilled when nothing was written for so long. */
const IDLE_MS = 1000;
/** How often a refill is tried while other workers write. */
const MAX_TRIES = 5;
/** A visitor waits no longer for a copy: the database is asked then. */
const PATIENCE_MS = 50;
/** What was read is used within this time: other workers write too. */
const READ_MS = 100;
/** A database that hangs does not keep the lock for longer. */
const REFILL_TIMEOUT_MS = 10_000;
const DROP_TIMEOUT_MS = 1000;

export interface HotTier {
  /** What is known without the database; undefined if nothing is. */
  facts(): Promise<HotFacts | undefined>;
  /** Another worker has written: what was read is read again. */
  forget(): void;
  /** Begins to read a key that is most likely asked for next. */
  readAhead(key: string): void;
  /** What the database has under the key; undefined if only the database knows. */
  read(key: string): Promise<Stored | undefined>;
  /** Notes the page of a navigation: the first is where the visitor starts. */
  noteStart(key: string): void;
  /** Guards the writes of a store. Refills read the store that was guarded last. */
  guard(store: Store): Store;
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
  storage = caches,
  locks = navigator.locks,
  now = () => performance.now(),
  idleMs = IDLE_MS,
  patienceMs = PATIENCE_MS,
}: HotTierOptions): HotTier {
  const reader = { storage, patienceMs };
  const guard = createHotGuard({ storage, locks, now });
  let reading: { facts: Promise<HotFacts | undefined>; at: number } | undefined;
  let ahead: { key: string; copy: Promise<HotCopy | undefined>; at: number } | undefined;
  let store: Store | undefined;
  let starts: readonly string[] = [];
  let hasStarted = false;
  /** The keys that were read from the tier, or that the last refill could choose. */
  const settled = new Set<string>();
  let isDue = false;
  let isOff = false;
  let writes = 0;
  let refilling: Promise<unknown> | undefined;

  const facts: HotTier['facts'] = () => {
    if (reading && now() - reading.at < READ_MS) return reading.facts;
    const found = readFacts(reader).then((known) => {
      if (!hasStarted) starts = known?.starts ?? starts;
      isDue ||= !known;
      return known;
    });
    reading = { facts: found, at: now() };
    return found;
  };
  const copyOf = (key: string): Promise<HotCopy | undefined> => {
    const taken = ahead;
    ahead = undefined;
    return taken?.key === key && now() - taken.at < READ_MS ? taken.copy : readCopy(reader, key);
  };
  const forget = (): void => {
    reading = ahead = undefined;
  };
  const drop: HotTier['drop'] = (forGood = false) => {
    isOff ||= forGood;
    isDue = true;
    forget();
    return inTime(
      deleteHotCache(storage).catch(() => undefined),
      DROP_TIMEOUT_MS,
    );
  };

  /** Refills the tier with the lock for this worker alone. False if it has to be tried again. */
  const tryRefill = async (from: Store): Promise<boolean> => {
    const before = writes;
    let hasFailed = false;
    const shouldStop = (): boolean => writes !== before || isOff || hasFailed;
    if (!(await guard.release())) return false;
    return locks.request(HOT_LOCK, { ifAvailable: true }, async (lock) => {
      if (!lock || shouldStop()) return false;
      const filling = refill({ storage, store: from, scopesOf, starts, shouldStop });
      try {
        const filled = await inTime(filling, REFILL_TIMEOUT_MS, late);
        if (!filled || shouldStop()) return false;
        ({ starts } = filled);
        isDue = false;
        return true;
      } catch (error) {
        hasFailed = true;
        // Before the lock is given back: what a refill goes on to write is then in no cache any more.
        await drop((error as Error).name === 'QuotaExceededError');
        throw error;
      }
    });
  };
  /** Waits until nothing was written for a while. */
  const idle = async (): Promise<void> => {
    for (let seen = -1; seen !== writes;) {
      seen = writes;
      await sleep(idleMs);
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
    forget,
    readAhead(key) {
      ahead = { key, copy: readCopy(reader, key), at: now() };
    },
    async read(key) {
      const [known, copy] = await Promise.all([facts(), copyOf(key)]);
      if (!known) return undefined;
      const { fence, stored } = known;
      if (!copy) return stored && !stored.includes(hashKey(key)) ? { fence } : undefined;
      settled.add(key);
      return { ...copy, fence, invalidated: undefined };
    },
    noteStart(key) {
      if (hasStarted) return;
      hasStarted = true;
      isDue ||= starts[0] !== key;
      starts = [key, ...starts.filter((other) => other !== key)];
    },
    guard(given) {
      store = given;
      const onWrite = (): void => {
        writes += 1;
        isDue = true;
        settled.clear();
        refillSoon();
      };
      const onUsed = (keys: Iterable<string>): void => {
        for (const key of keys) {
          isDue ||= !settled.has(key);
          settled.add(key);
        }
        if (isDue && !isOff) refillSoon();
      };
      return hotStore(given, { guard, onWrite, onUsed, onFull: () => drop(true) });
    },
    refilled: () => refilling ?? Promise.resolve(),
    drop,
  };
}
