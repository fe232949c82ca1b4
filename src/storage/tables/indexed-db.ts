/** The store on IndexedDB. */
import type { Entry } from '../../core/cache/entry.js';
import { upgrade, VERSION } from './schema.js';
import type { Store } from '../store.js';
import { tableStore } from './table-store.js';
import type { Table, Tables, Transact } from './tables.js';

const NAME = 'sw-isr';

/** A transaction without an error was aborted by hand. */
const errorOf = ({ error }: IDBRequest | IDBTransaction): DOMException =>
  error ?? new DOMException('', 'AbortError');

const resultOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(errorOf(request));
  });

const endOf = (transaction: IDBTransaction): Promise<unknown> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(errorOf(transaction));
  });

function tablesOf(transaction: IDBTransaction): Tables {
  const table = (name: Table): IDBObjectStore => transaction.objectStore(name);
  return {
    get: (name, key) => resultOf(table(name).get(key)),
    // What can't be stored is refused at once; asynchronous, it ends like any other failure.
    put: async (name, key, row) => resultOf(table(name).put(row, key)),
    delete: (name, key) => resultOf(table(name).delete(key)),
    clear: (name) => resultOf(table(name).clear()),
    entries: (order, from, to, limit) => {
      const entries = table('entries');
      const range = IDBKeyRange.bound(from, to);
      const all = (order ? entries.index(order) : entries).getAll(range, limit);
      return resultOf(all as IDBRequest<Entry[]>);
    },
  };
}

/** A write resolves when its transaction is complete: requests succeed before a quota abort. */
const transactOn =
  (db: IDBDatabase): Transact =>
  async (mode, tables, work, durability = 'relaxed') => {
    const transaction = db.transaction(tables, mode, { durability });
    const result = work(tablesOf(transaction)).catch((error: unknown) => {
      try {
        // What was written before the failure may not be committed.
        transaction.abort();
      } catch {
        // It was aborted by the failure.
      }
      throw error;
    });
    if (mode === 'readwrite') {
      const end = endOf(transaction);
      // The error of a request says more than that of its transaction, which is but an abort.
      await Promise.allSettled([result, end]);
      await result;
      await end;
    }
    return result;
  };

/** Without a version: as it is found, or not at all. */
function openDatabase(name: string, version?: number): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = ({ oldVersion }) => {
    if (version) upgrade(request.result, oldVersion);
    else request.transaction?.abort();
  };
  return resultOf(request);
}

/**
 * Opens the database.
 * @param onLost is called when the connection is of no more use: closed by the browser, or wanted by a newer version
 */
export async function openIndexedDbStore(onLost: () => void, name = NAME): Promise<Store> {
  const db = await openDatabase(name, VERSION).catch((error: unknown) => {
    if ((error as Error).name !== 'VersionError') throw error;
    // A newer worker was here and was taken back: what it left is of use as long as it has these tables.
    return openDatabase(name);
  });
  db.onclose = onLost;
  db.onversionchange = () => {
    db.close();
    onLost();
  };
  return tableStore(transactOn(db), () => db.close());
}
