/** The interface of a database. The store is written once on top of it, for IndexedDB and for memory. */
import type { Entry } from '../../core/cache/entry.js';
import type { Mark } from '../../core/cache/invalidation.js';
import type { State } from '../store.js';

/** The rows of each table. Bodies have their own table, so that listings and eviction never read one. */
export interface Rows {
  entries: Entry;
  bodies: ArrayBuffer;
  state: State[keyof State];
  /** The row with the empty name holds the number of marks, and the number of the last mark of each kind. */
  marks: Mark & { count?: number };
}

export type Table = keyof Rows;

/** The orders in which entries can be read, besides that of their keys: by these fields. */
export const ORDERS = { eviction: ['priority', 'usedAt'], recent: ['scope', 'rank', 'key'] } as const;

export type Key = string | readonly (string | number)[];

/** The tables within one transaction. */
export interface Tables {
  get<T extends Table>(table: T, key: string): Promise<Rows[T] | undefined>;
  put<T extends Table>(table: T, key: string, row: Rows[T]): Promise<unknown>;
  delete(table: Table, key: string): Promise<unknown>;
  clear(table: Table): Promise<unknown>;
  /** The keys of the first so many entries. */
  keys(limit: number): Promise<string[]>;
  /** The entries between two keys, in order. Without an `order`, the keys are those of the table. */
  entries(order: keyof typeof ORDERS | undefined, from: Key, to: Key, limit?: number): Promise<Entry[]>;
}

/**
 * Runs work in its own transaction on the named tables. Its writes are committed when this resolves, and undone when it
 * rejects. A writing transaction blocks later ones on the same tables, and no others.
 */
export type Transact = <T>(
  mode: 'readonly' | 'readwrite',
  tables: readonly Table[],
  work: (tables: Tables) => Promise<T>,
  durability?: 'relaxed' | 'strict',
) => Promise<T>;
