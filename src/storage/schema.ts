/** The database: its tables and how older ones are brought up to date. */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Entry } from '../core/entry.js';
import type { Resource, State } from './store.js';

export interface Schema extends DBSchema {
  /** Metadata, apart from the bodies, so that listings and eviction never read a body. */
  entries: {
    key: string;
    value: Entry;
    indexes: { eviction: [number, number]; recent: [string, number, string] };
  };
  bodies: { key: string; value: ArrayBuffer };
  resources: { key: string; value: Resource };
  state: { key: string; value: State[keyof State] };
}

export const VERSION = 1;

/** One step for each version, run in order from the one found. */
const STEPS: ((db: IDBPDatabase<Schema>) => void)[] = [
  (db) => {
    const entries = db.createObjectStore('entries', { keyPath: 'key' });
    entries.createIndex('eviction', ['priority', 'usedAt']);
    entries.createIndex('recent', ['scope', 'rank', 'key']);
    db.createObjectStore('bodies');
    db.createObjectStore('resources');
    db.createObjectStore('state');
  },
];

export function upgrade(db: IDBPDatabase<Schema>, from: number): void {
  for (const step of STEPS.slice(from)) step(db);
}
