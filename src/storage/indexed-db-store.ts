/** The store on IndexedDB. */
import { openDB, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { upgrade, VERSION, type Schema } from './schema.js';
import type { Store } from './store.js';
import { tableStore } from './table-store.js';
import type { Table, Tables, Transact } from './tables.js';

const NAME = 'sw-isr';
const TABLES: Table[] = ['entries', 'bodies', 'state', 'marks'];

/** Typed for writing: a transaction for reading refuses to write by itself. */
function tablesOf(transaction: unknown): Tables {
  const typed = transaction as IDBPTransaction<Schema, Table[], 'readwrite'>;
  const table = <T extends Table>(name: T) => typed.objectStore(name);
  return {
    get: (name, key) => table(name).get(key) as Promise<never>,
    // What can't be stored is refused at once; asynchronous, it ends like any other failure.
    put: async (name, key, row) => table(name).put(row, key),
    delete: (name, key) => table(name).delete(key),
    clear: (name) => table(name).clear(),
    entries: (order, from, to, limit) => {
      const entries = table('entries');
      const range = IDBKeyRange.bound(from, to);
      return order ? entries.index(order).getAll(range, limit) : entries.getAll(range, limit);
    },
  };
}

/** A write resolves when its transaction is complete: requests succeed before a quota abort. */
const transactOn =
  (db: IDBPDatabase<Schema>): Transact =>
  async (mode, work, durability = 'relaxed') => {
    const transaction = db.transaction(TABLES, mode, { durability });
    const result = work(tablesOf(transaction)).catch((error: unknown) => {
      try {
        // What was written before the failure may not be committed.
        transaction.abort();
      } catch {
        // It was aborted by the failure.
      }
      throw error;
    });
    if (mode === 'readonly') {
      transaction.done.catch(() => undefined);
      return result;
    }
    // The error of a request says more than that of its transaction, which is but an abort.
    await Promise.allSettled([result, transaction.done]);
    await result;
    await transaction.done;
    return result;
  };

/**
 * Opens the database.
 * @param onLost is called when the connection is of no more use: closed by the browser, or wanted by a newer version
 */
export async function openIndexedDbStore(onLost: () => void, name = NAME): Promise<Store> {
  const close = (): void => {
    db.close();
    onLost();
  };
  const db = await openDB(name, VERSION, { upgrade, terminated: onLost, blocking: close });
  return tableStore(transactOn(db), () => db.close());
}
