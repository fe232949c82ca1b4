/** The little that a database has to do: the store is written once on top of it, whatever it keeps its rows in. */
import type { Entry } from '../../core/cache/entry.js';
import type { Mark } from '../../core/cache/invalidation.js';
import type { State } from '../store.js';

/** What each table holds. Metadata is apart from the bodies, so that listings and eviction never read a body. */
export interface Rows {
  entries: Entry;
  bodies: ArrayBuffer;
  state: State[keyof State];
  /** Under the empty name: how many there are, and the last of each kind. */
  marks: Mark & { count?: number };
}

export type Table = keyof Rows;

/** The orders in which entries can be read, besides their keys', by the fields that make them. */
export const ORDERS = { eviction: ['priority', 'usedAt'], recent: ['scope', 'rank', 'key'] } as const;

export type Key = string | readonly (string | number)[];

/** The tables, as one transaction sees them. */
export interface Tables {
  get<T extends Table>(table: T, key: string): Promise<Rows[T] | undefined>;
  put<T extends Table>(table: T, key: string, row: Rows[T]): Promise<unknown>;
  delete(table: Table, key: string): Promise<unknown>;
  clear(table: Table): Promise<unknown>;
  /** The entries between two keys, in order; without an `order` the keys are the entries' own. */
  entries(order: keyof typeof ORDERS | undefined, from: Key, to: Key, limit?: number): Promise<Entry[]>;
}

/**
 * Runs work in a transaction of its own on the named tables; what it wrote is kept when this resolves, and undone when
 * it rejects. A transaction that writes holds up those that come after it on any of its tables, and no others.
 */
export type Transact = <T>(
  mode: 'readonly' | 'readwrite',
  tables: readonly Table[],
  work: (tables: Tables) => Promise<T>,
  durability?: 'relaxed' | 'strict',
) => Promise<T>;
