/** The database: its tables and how older ones are brought up to date. Rows have no keys of their own. */
import type { IDBPDatabase } from 'idb';
import { ORDERS } from './tables.js';

export const VERSION = 2;

/** One step for each version, run in order from the one found. */
const STEPS: ((db: IDBPDatabase) => void)[] = [
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

export function upgrade(db: IDBPDatabase, from: number): void {
  for (const step of STEPS.slice(from)) step(db);
}
