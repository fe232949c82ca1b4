/**
 * Frees space when the browser's quota is exceeded: the least recently used pages are evicted, and the write is tried
 * once more (rule 33). A warmed page that no visitor has used does not evict other pages.
 */
import { weightOf } from '../../core/cache/eviction.js';
import { wasUsed } from '../../core/cache/warm-queue.js';
import type { Settings, Store } from '../store.js';

/** The share of the stored bytes that stays. */
const KEPT_SHARE = 0.75;
/**
 * After an eviction that did not help, no further one for this time. Chromium counts deleted pages as stored until it
 * compacts its files: without the pause, each refused write would cost a quarter of the pages.
 */
const PAUSE_MS = 60_000;

/** @param now milliseconds of a clock that is never set back */
export function quotaStore(store: Store, now = (): number => performance.now()): Store {
  let pausedUntil = -Infinity;
  /** Deletions that were asked for. A page whose write is tried again must not come back after one. */
  let deletions = 0;

  const makingRoom = async <T>(write: () => Promise<T>, size = 0): Promise<T> => {
    try {
      return await write();
    } catch (error) {
      if ((error as Error).name !== 'QuotaExceededError' || now() < pausedUntil) throw error;
      const totals = await store.state('totals');
      const kept = totals ? weightOf(totals) * KEPT_SHARE : 0;
      await store.evict({ maxEntries: Infinity, maxBytes: Math.max(0, kept - size) });
      pausedUntil = now() + PAUSE_MS;
      const result = await write();
      pausedUntil = -Infinity;
      return result;
    }
  };

  /**
   * A user who logged out is cleared even on a full disk: if the settings cannot be written, their row is deleted. The
   * next worker then starts with new settings.
   */
  const setSettings = async (write: () => Promise<unknown>, next: Settings | undefined): Promise<unknown> => {
    try {
      return await makingRoom(write);
    } catch (error) {
      const { user } = (await store.state('settings')) ?? {};
      if (!user || user === next?.user) throw error;
      return store.setState('settings', undefined, 'strict');
    }
  };

  return {
    ...store,
    put(entry, body) {
      const before = deletions;
      const put = (): ReturnType<Store['put']> =>
        deletions === before
          ? store.put(entry, body)
          : Promise.reject(new DOMException('pages were deleted meanwhile', 'AbortError'));
      return wasUsed(entry) ? makingRoom(put, entry.size) : put();
    },
    delete(key) {
      deletions += 1;
      return store.delete(key);
    },
    deletePrefix(prefix) {
      deletions += 1;
      return store.deletePrefix(prefix);
    },
    clear() {
      deletions += 1;
      return store.clear();
    },
    updateMetadata: (entry) => makingRoom(() => store.updateMetadata(entry)),
    invalidate: (names, mode) => makingRoom(() => store.invalidate(names, mode)),
    follow: (...how) => makingRoom(() => store.follow(...how)),
    setState(name, ...row) {
      const set = (): Promise<unknown> => store.setState(name, ...row);
      return name === 'settings' ? setSettings(set, row[0] as Settings | undefined) : set();
    },
  };
}
