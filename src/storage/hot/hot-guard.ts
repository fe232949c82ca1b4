/**
 * Deletes the facts of the hot tier before the database is written: no copy is read without them.
 *
 * A worker holds the lock `isr:hot` shared from its first write until it has been idle for a while. Nobody writes facts
 * meanwhile: a refill needs the lock for itself. So one deletion does for a thousand writes. A worker that is killed
 * loses the lock.
 */
import { inTime } from '../sleep.js';
import { deleteFacts, deleteHotCache, HOT_CACHE } from './hot-cache.js';
import { factsUrl } from './hot-format.js';

export const HOT_LOCK = 'isr:hot';

/** A write of the database waits no longer for the lock, and for Cache Storage. */
const PATIENCE_MS = 300;
/** After a failure, writes do not wait for Cache Storage for this long. */
const PAUSE_MS = 30_000;

/** The writes between two times of idleness. */
interface Burst {
  /** Missing if the lock was not to be had: the whole cache is then deleted before and after each write. */
  release?: (() => Promise<void>) | undefined;
  /** The facts are deleted, and stay so while the lock is held. */
  isClear: boolean;
}

export interface HotGuard {
  /**
   * Call it before a write. Resolves to false if there may still be facts. Writes begin in the order of these calls,
   * however long Cache Storage takes for each: a page must not be stored after the clearing that was to delete it.
   * @param isDeletion whether the copies have to go too: they may be somebody's
   */
  before(isDeletion: boolean): Promise<boolean>;
  /** Ends a write that `before` began. Without the lock it deletes all again; resolves to false if that fails. */
  after(): Promise<boolean>;
  /** Gives the lock back. False if a write is under way. */
  release(): Promise<boolean>;
}

export interface GuardOptions {
  storage: CacheStorage;
  locks: LockManager;
  /** Milliseconds of a clock that is never set back. */
  now: () => number;
}

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
  /** Ends when the write that came last may begin. */
  let last: Promise<unknown> | undefined;
  let underWay = 0;
  let failedAt = -Infinity;

  /** Whether nobody can read the facts: the browser denies Cache Storage, or it is broken. */
  const isUnreadable = (): Promise<boolean> =>
    storage.match(factsUrl(), { cacheName: HOT_CACHE }).then(
      (found) => !found,
      () => true,
    );
  const wait = (work: Promise<boolean>): Promise<boolean> =>
    inTime(work, PATIENCE_MS, () => {
      failedAt = now();
      return false;
    });
  /** Resolves to whether the facts are gone. When it has taken too long, it is tried again, but nobody waits. */
  const attempt = async (remove: () => Promise<unknown>): Promise<boolean> => {
    const isPaused = now() - failedAt < PAUSE_MS;
    const removing = remove().then(() => {
      failedAt = -Infinity;
      return true;
    }, isUnreadable);
    return isPaused ? false : wait(removing);
  };
  const begin = async (): Promise<Burst> => {
    const release = await takeLock(locks);
    return { release, isClear: !!release && (await attempt(() => deleteFacts(storage))) };
  };
  const deleteAll = (): Promise<boolean> => attempt(() => deleteHotCache(storage));

  const admit = async (isDeletion: boolean, former: Promise<unknown> | undefined): Promise<boolean> => {
    const { isClear } = await (burst ??= begin());
    const isGone = isClear && !isDeletion ? true : await deleteAll();
    await former?.catch(() => undefined);
    return isGone;
  };

  return {
    before(isDeletion) {
      underWay += 1;
      const admitted = admit(isDeletion, last);
      last = admitted;
      return admitted;
    },
    async after() {
      const isGone = (await burst)?.release ? true : await deleteAll();
      underWay -= 1;
      return isGone;
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
