/** The store on IndexedDB, through `idb`. */
import { openDB, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { Store } from '../store.js';
import { upgrade, VERSION } from './schema.js';
import { tableStore } from './table-store.js';
import type { Rows, Table, Tables, Transact } from './tables.js';

const NAME = 'sw-isr';
const TABLES: Table[] = ['entries', 'bodies', 'state', 'marks'];

/** Reads use it too; `idb` has methods that write in the types of this mode alone. */
type Transaction = IDBPTransaction<unknown, Table[], 'readwrite'>;

// Asynchronous, so that an error that is thrown at once is a rejection like any other.
const tablesOf = (transaction: Transaction): Tables => ({
  get: async <T extends Table>(name: T, key: string) =>
    (await transaction.objectStore(name).get(key)) as Rows[T] | undefined,
  put: async (name, key, row) => {
    const store = transaction.objectStore(name);
    // The first databases have the key of an entry within it, and refuse another one.
    return store.put(row, store.keyPath === null ? key : undefined);
  },
  delete: async (name, key) => transaction.objectStore(name).delete(key),
  clear: async (name) => transaction.objectStore(name).clear(),
  keys: async (limit) => (await transaction.objectStore('entries').getAllKeys(undefined, limit)) as string[],
  entries: async (order, from, to, limit) => {
    const entries = transaction.objectStore('entries');
    const range = IDBKeyRange.bound(from, to);
    return (order ? entries.index(order) : entries).getAll(range, limit);
  },
});

/** A write resolves when its transaction is complete: requests succeed before a transaction is aborted for its quota. */
const transactOn =
  (db: IDBPDatabase): Transact =>
  async (mode, tables, work, durability = 'relaxed') => {
    const transaction = db.transaction([...tables], mode, { durability });
    const result = work(tablesOf(transaction as Transaction)).catch((error: unknown) => {
      try {
        // Rows that were written before the failure may not be committed.
        transaction.abort();
      } catch {
        // The failure has aborted the transaction.
      }
      throw error;
    });
    if (mode === 'readwrite') {
      // The error of a request says more than that of its transaction, which is an AbortError.
      await Promise.allSettled([result, transaction.done]);
      await result;
      await transaction.done;
    }
    return result;
  };

interface OpenOptions {
  /** The version to open; without one the database is opened as it is, or not at all. */
  readonly version?: number;
  readonly onLost: () => void;
}

const open = (name: string, { version, onLost }: OpenOptions): Promise<IDBPDatabase> =>
  openDB(name, version, {
    upgrade(db, oldVersion, _version, transaction) {
      if (version) upgrade(db, oldVersion);
      else transaction.abort();
    },
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onLost();
    },
    terminated: onLost,
  });

/** Opens a newer version's database as it is. Rejects with a `NotFoundError` if it lacks a table: no other is written then. */
async function openNewer(name: string, onLost: () => void): Promise<IDBPDatabase> {
  const db = await open(name, { onLost });
  try {
    await db.transaction(TABLES).done;
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens the database.
 * @param onLost is called when the connection is of no more use: closed by the browser, or wanted by a newer version
 */
export async function openIndexedDbStore(onLost: () => void, name = NAME): Promise<Store> {
  const db = await open(name, { version: VERSION, onLost }).catch((error: unknown) => {
    if ((error as Error).name !== 'VersionError') throw error;
    // A newer worker was here and was rolled back: its database is of use as long as it has these tables.
    return openNewer(name, onLost);
  });
  return tableStore(transactOn(db), () => db.close());
}
