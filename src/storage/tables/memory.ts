/** The store in memory: if the browser denies storage, pages last as long as the worker runs. */
import type { Entry, PageEntry } from '../../core/cache/entry.js';
import type { Store } from '../store.js';
import { tableStore } from './table-store.js';
import { ORDERS, type Key, type Rows, type Table, type Tables } from './tables.js';

type Parts = readonly (string | number)[];

/** Compares keys in the order of IndexedDB, for lists of strings and numbers. */
function compare(a: Parts, b: Parts): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  const [mine, its] = [a[at], b[at]];
  if (mine === undefined || its === undefined) return a.length - b.length;
  return mine < its ? -1 : 1;
}

const partsOf = (key: Key): Parts => (typeof key === 'string' ? [key] : key);

function memoryTables(): Tables {
  const tables: { [T in Table]: Map<string, Rows[T]> } = {
    entries: new Map(),
    bodies: new Map(),
    state: new Map(),
    marks: new Map(),
  };
  return {
    get: async (table, key) => tables[table].get(key),
    put: async (table, key, row) => tables[table].set(key, row),
    delete: async (table, key) => tables[table].delete(key),
    clear: async (table) => tables[table].clear(),
    keys: async (limit) => [...tables.entries.keys()].sort().slice(0, limit),
    entries: async (order, from, to, limit) => {
      const keyOf = (entry: Entry): Parts =>
        order ? ORDERS[order].map((field) => (entry as PageEntry)[field]) : [entry.key];
      return [...tables.entries.values()]
        .map((entry) => ({ entry, key: keyOf(entry) }))
        .filter(({ key }) => compare(key, partsOf(from)) >= 0 && compare(key, partsOf(to)) <= 0)
        .sort((a, b) => compare([...a.key, a.entry.key], [...b.key, b.entry.key]))
        .map(({ entry }) => entry)
        .slice(0, limit);
    },
  };
}

/**
 * A transaction waits for the one before it, as in IndexedDB. A failed one is not undone.
 * @param now milliseconds since the epoch
 */
export function memoryStore(now?: () => number): Store {
  const tables = memoryTables();
  let last: Promise<unknown> = Promise.resolve();
  return tableStore(
    (_mode, _tables, work) => {
      const result = last.then(() => work(tables));
      last = result.catch(() => undefined);
      return result;
    },
    () => undefined,
    now,
  );
}
