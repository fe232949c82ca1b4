/**
 * Makes room where the browser has no more: the pages unused for longest go, and the write is tried once more (rule 33).
 * Pages that nobody asked for take no other page's place.
 */
import { wasUsed } from '../core/ahead.js';
import type { Store } from './store.js';

/** How much of what is stored stays. */
const SHARE = 0.75;

export function roomyStore(store: Store): Store {
  const makingRoom = async <T>(write: () => Promise<T>, size = 0): Promise<T> => {
    try {
      return await write();
    } catch (error) {
      if ((error as Error).name !== 'QuotaExceededError') throw error;
      const { bytes = 0 } = (await store.state('totals')) ?? {};
      await store.evict({ maxEntries: Infinity, maxBytes: Math.max(0, bytes * SHARE - size) });
      return write();
    }
  };
  return {
    ...store,
    put(entry, body) {
      const put = (): ReturnType<Store['put']> => store.put(entry, body);
      return wasUsed(entry) ? makingRoom(put, entry.size) : put();
    },
    amend: (entry) => makingRoom(() => store.amend(entry)),
    invalidate: (names, mode) => makingRoom(() => store.invalidate(names, mode)),
    setState(name, ...row) {
      const set = (): Promise<unknown> => store.setState(name, ...row);
      return name === 'settings' ? makingRoom(set) : set();
    },
  };
}
