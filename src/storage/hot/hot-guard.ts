/**
 * Takes out of Cache Storage what a write of the database would make wrong, before the write begins.
 *
 * A worker holds the lock `isr:hot` shared from its first write until it has been idle for a while. Nobody adds copies
 * meanwhile: a refill needs the lock for itself. So the records that are there are listed once, and a thousand writes
 * delete what is there once. A worker that is killed loses the lock.
 */
import { inTime } from '../sleep.js';
import { deleteHotCache, emptyHotCache, openHotCache, type OpenHotCache } from './hot-cache.js';
import { copyUrl, factsUrl } from './hot-format.js';

export const HOT_LOCK = 'isr:hot';

/** A write of the database waits no longer for the lock, and for copies to be deleted. */
const PATIENCE_MS = 700;
/** After a failure, writes do not wait for Cache Storage for this long. */
const PAUSE_MS = 30_000;

/** What a write may make wrong. */
export type Concern = 'everything' | { keys: readonly string[]; facts: boolean };

/** The writes between two times of idleness. */
interface Burst {
  /** Missing if the lock was not to be had: the whole cache is then deleted before and after each write. */
  release?: (() => Promise<void>) | undefined;
  /** Missing if the records are not known: the whole cache is then deleted. */
  cache?: OpenHotCache | undefined;
}

export interface HotGuard {
  /** Resolves when what the write concerns is deleted: to false if it may still be there. In the order of the calls. */
  before(concern: Concern): Promise<boolean>;
  /** Ends a write that `before` began. False if what it concerns may still be there. */
  after(): Promise<boolean>;
  /** Gives the lock back, if no write is under way. */
  release(): Promise<boolean>;
}

export interface GuardOptions {
  storage: CacheStorage;
  locks: LockManager;
  /** Milliseconds of a clock that is never set back. */
  now: () => number;
}

const late = (): never => {
  throw new Error('Cache Storage did not answer in time');
};

/** Takes the lock; undefined if it is not to be had in time. Resolves to a function that gives it back. */
const takeLock = (locks: LockManager): Promise<(() => Promise<void>) | undefined> =>
  new Promise((resolve) => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), PATIENCE_MS);
    const held: Promise<unknown> = locks.request(HOT_LOCK, { mode: 'shared', signal: abort.signal }, () => {
      clearTimeout(timer);
      return new Promise<void>((release) =>
        resolve(async () => {
          release();
          await held;
        }),
      );
    });
    held.catch(() => resolve(undefined));
  });

export function createHotGuard({ storage, locks, now }: GuardOptions): HotGuard {
  let burst: Promise<Burst> | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let underWay = 0;
  let failedAt = -Infinity;
  /** The browser denies Cache Storage: what it denies to writes it denies to reads. */
  let isDenied = false;

  const failed = (error: unknown): boolean => {
    isDenied = (error as Error).name === 'SecurityError';
    if (!isDenied) failedAt = now();
    return isDenied;
  };
  const begin = async (): Promise<Burst> => {
    const release = await takeLock(locks);
    const cache =
      release && now() - failedAt > PAUSE_MS
        ? await inTime(openHotCache(storage, false), PATIENCE_MS, late).catch((error: unknown) => {
            failed(error);
            return undefined;
          })
        : undefined;
    return { release, cache };
  };
  /** Deletes the whole cache. After a failure it is tried again, but nobody waits. */
  const deleteAll = async (current: Burst): Promise<boolean> => {
    const deleting = deleteHotCache(storage).then(() => {
      failedAt = -Infinity;
      if (current.release) current.cache = emptyHotCache();
      return true;
    });
    if (now() - failedAt > PAUSE_MS) return inTime(deleting, PATIENCE_MS, late);
    deleting.catch(() => undefined);
    return false;
  };
  const takeOut = async (current: Burst, concern: Concern): Promise<boolean> => {
    if (isDenied) return true;
    const { cache } = current;
    try {
      if (!cache) return await deleteAll(current);
      if (concern === 'everything') return !cache.present.size || (await deleteAll(current));
      const urls = [...concern.keys.map(copyUrl), ...(concern.facts ? [factsUrl()] : [])];
      const there = urls.filter((url) => cache.present.has(url));
      if (there.length) await inTime(cache.delete(there), PATIENCE_MS, late);
      return true;
    } catch (error) {
      current.cache = undefined;
      return failed(error);
    }
  };

  return {
    before(concern) {
      underWay += 1;
      burst ??= begin();
      const own = burst;
      const done = turn.then(async () => takeOut(await own, concern));
      turn = done;
      return done;
    },
    async after() {
      const current = await burst;
      const isOut = !current || current.release ? true : await takeOut(current, 'everything');
      underWay -= 1;
      return isOut;
    },
    async release() {
      if (underWay) return false;
      const former = burst;
      burst = undefined;
      await (await former)?.release?.();
      return true;
    },
  };
}
