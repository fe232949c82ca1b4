/** The database: its tables and how older ones are brought up to date. */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Rows } from './tables.js';
import { ORDERS } from './tables.js';

export interface Schema extends DBSchema {
  entries: {
    key: string;
    value: Rows['entries'];
    indexes: { eviction: [number, number]; recent: [string, number, string] };
  };
  bodies: { key: string; value: Rows['bodies'] };
  state: { key: string; value: Rows['state'] };
  marks: { key: string; value: Rows['marks'] };
}

export const VERSION = 2;

/** One step for each version, run in order from the one found. */
const STEPS: ((db: IDBPDatabase<Schema>) => void)[] = [
  (db) => {
    const entries = db.createObjectStore('entries');
    entries.createIndex('eviction', [...ORDERS.eviction]);
    entries.createIndex('recent', [...ORDERS.recent]);
    db.createObjectStore('bodies');
    db.createObjectStore('state');
  },
  (db) => {
    db.createObjectStore('marks');
  },
];

export function upgrade(db: IDBPDatabase<Schema>, from: number): void {
  for (const step of STEPS.slice(from)) step(db);
}
