/**
 * Makes room where the browser has no more: the pages unused for longest go, and the write is tried once more (rule 33).
 * Pages that nobody asked for take no other page's place.
 */
import { wasUsed } from '../../core/cache/warm-queue.js';
import type { Settings, Store } from '../store.js';

/** How much of what is stored stays. */
const KEPT_SHARE = 0.75;
/**
 * Milliseconds in which no more pages go after some went for nothing. Chromium counts a deleted page as stored until
 * it tidies up its files: without a pause each refused write would cost a quarter of the pages.
 */
const PAUSE_MS = 60_000;

/** @param now milliseconds that no setting of the clock changes */
export function quotaStore(store: Store, now = (): number => performance.now()): Store {
  let pausedUntil = -Infinity;

  const makingRoom = async <T>(write: () => Promise<T>, size = 0): Promise<T> => {
    try {
      return await write();
    } catch (error) {
      if ((error as Error).name !== 'QuotaExceededError' || now() < pausedUntil) throw error;
      const { bytes = 0 } = (await store.state('totals')) ?? {};
      await store.evict({ maxEntries: Infinity, maxBytes: Math.max(0, bytes * KEPT_SHARE - size) });
      pausedUntil = now() + PAUSE_MS;
      const result = await write();
      pausedUntil = -Infinity;
      return result;
    }
  };

  /**
   * A user who has gone is forgotten, whatever the disk allows: where the settings can't be written, their row is
   * deleted. The settings then start anew with the next worker.
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
      const put = (): ReturnType<Store['put']> => store.put(entry, body);
      return wasUsed(entry) ? makingRoom(put, entry.size) : put();
    },
    updateMetadata: (entry) => makingRoom(() => store.updateMetadata(entry)),
    invalidate: (names, mode) => makingRoom(() => store.invalidate(names, mode)),
    setState(name, ...row) {
      const set = (): Promise<unknown> => store.setState(name, ...row);
      return name === 'settings' ? setSettings(set, row[0] as Settings | undefined) : set();
    },
  };
}
