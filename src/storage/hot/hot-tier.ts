/**
 * The hot tier: the pages that were used last lie in Cache Storage too, so that a worker that has just started answers
 * without its database, which takes longer to open than all the rest.
 *
 * Present means valid: what could make a copy wrong takes it out first (see `hot-guard.ts`). So a reader takes no lock.
 */
import { inTime, sleep } from '../sleep.js';
import type { Settings, Store } from '../store.js';
import { deleteHotCache, readCopy, readFacts } from './hot-cache.js';
import { hashKey, type HotCopy, type HotFacts } from './hot-format.js';
import { createHotGuard, HOT_LOCK } from './hot-guard.js';
import { refill } from './hot-refill.js';
import { hotStore } from './hot-store.js';
import { noHotTier, type HotTier } from './hot-tier-types.js';

/** The tier is refilled when nothing was written for so long. */
const IDLE_MS = 1000;
/** How often a refill is tried while other workers write. */
const MAX_TRIES = 5;
/** A copy that was read ahead is taken within this time. */
const AHEAD_MS = 100;
/** The facts are read again after this time: other workers write too. */
const FACTS_MS = 1000;
/** A database that hangs does not keep the lock for longer. */
const REFILL_TIMEOUT_MS = 10_000;
/** More keys than that are not remembered. */
const MAX_SETTLED = 2000;

export interface HotTierOptions {
  scopesOf: (settings: Settings | undefined) => string[];
  storage?: CacheStorage | undefined;
  locks?: LockManager | undefined;
  now?: (() => number) | undefined;
  idleMs?: number;
}

const late = (): never => {
  throw new Error('the database did not answer in time');
};

export function createHotTier({
  scopesOf,
  storage = 'caches' in globalThis ? caches : undefined,
  locks = navigator.locks,
  now = () => performance.now(),
  idleMs = IDLE_MS,
}: HotTierOptions): HotTier {
  if (!storage) return noHotTier();
  const guard = createHotGuard({ storage, locks, now });
  let reading: { facts: Promise<HotFacts | undefined>; at: number } | undefined;
  let ahead: { key: string; copy: Promise<HotCopy | undefined>; at: number } | undefined;
  let store: Store | undefined;
  let starts: readonly string[] = [];
  let start: string | undefined;
  /** The keys whose place in the tier is settled until the next write: they were read from it, or chosen from. */
  const settled = new Set<string>();
  let isDue = false;
  let isOff = false;
  let writes = 0;
  let refilling: Promise<unknown> | undefined;

  const facts: HotTier['facts'] = () => {
    if (reading && now() - reading.at < FACTS_MS) return reading.facts;
    const found = readFacts(storage).then((known) => {
      starts = known?.starts ?? starts;
      isDue ||= !known;
      return known;
    });
    reading = { facts: found, at: now() };
    return found;
  };
  const copyOf = (key: string): Promise<HotCopy | undefined> => {
    const taken = ahead;
    ahead = undefined;
    return taken?.key === key && now() - taken.at < AHEAD_MS ? taken.copy : readCopy(storage, key);
  };
  const drop: HotTier['drop'] = (forGood = false) => {
    isOff ||= forGood;
    isDue = true;
    reading = undefined;
    return deleteHotCache(storage);
  };

  /** Refills the tier with the lock for this worker alone. False if it has to be tried again. */
  const tryRefill = async (from: Store): Promise<boolean> => {
    const before = writes;
    const isWanted = (): boolean => writes !== before || isOff;
    if (!(await guard.release())) return false;
    return locks.request(HOT_LOCK, { ifAvailable: true }, async (lock) => {
      if (!lock || isWanted()) return false;
      const all = [...new Set([...(start === undefined ? [] : [start]), ...starts])];
      const filling = refill({ storage, store: from, scopesOf, starts: all, isWanted });
      // Before the lock is given back: what a refill goes on to write is then in no cache any more.
      const failed = async (error: unknown): Promise<never> => {
        await drop((error as Error).name === 'QuotaExceededError').catch(() => undefined);
        throw error;
      };
      const filled = await inTime(filling, REFILL_TIMEOUT_MS, late).catch(failed);
      if (!filled || isWanted()) return false;
      starts = filled.starts;
      isDue = false;
      return true;
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
        if (!store || isOff) await guard.release();
        if (!store || isOff || (await tryRefill(store))) return;
      }
    } catch {
      // The tier is gone: the database answers until the next refill.
    } finally {
      refilling = undefined;
      await guard.release();
    }
  };
  const refillSoon = (): void => {
    refilling ??= refillWhenIdle();
  };

  return {
    facts,
    forget() {
      reading = undefined;
      ahead = undefined;
    },
    readAhead(key) {
      ahead = { key, copy: readCopy(storage, key), at: now() };
    },
    async read(key) {
      const [known, copy] = await Promise.all([facts(), copyOf(key)]);
      if (!known) return undefined;
      const { fence } = known;
      if (copy) {
        settled.add(key);
        const { entry } = copy;
        const own = entry.kind === 'page' ? entry.fence || 0 : 0;
        return { ...copy, fence: Math.max(fence, own), invalidated: undefined };
      }
      return known.stored && !known.stored.includes(hashKey(key)) ? { fence } : undefined;
    },
    noteStart(key) {
      start ??= key;
      if (starts[0] !== key) isDue = true;
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
          if (!settled.has(key)) isDue = true;
          settled.add(key);
        }
        if (settled.size > MAX_SETTLED) settled.clear();
        if (isDue && !isOff) refillSoon();
      };
      return hotStore(given, { guard, onWrite, onUsed, onFull: () => drop(true) });
    },
    refilled: () => refilling ?? Promise.resolve(),
    drop,
  };
}
