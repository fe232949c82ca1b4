/** The store on IndexedDB. Every write resolves when its transaction is complete: requests succeed before a quota abort. */
import { openDB, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import type { Entry, PageEntry } from '../core/entry.js';
import { excess, victims, type Totals } from '../core/evict.js';
import { upgrade, VERSION, type Schema } from './schema.js';
import { addCounts, MAX_MINOR, type State, type Store } from './store.js';

type Write = IDBPTransaction<Schema, StoreNames<Schema>[], 'readwrite'>;

const NAME = 'sw-isr';
const NOTHING: Totals = { entries: 0, bytes: 0 };
const TABLES: StoreNames<Schema>[] = ['entries', 'bodies', 'state'];

/** Every key that begins with the prefix. */
const beginningWith = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

/** The totals are kept beside the entries, so that no pass ever has to count them. */
async function addTotals(tx: Write, entries: number, bytes: number): Promise<Totals> {
  const state = tx.objectStore('state');
  const had = ((await state.get('totals')) as State['totals'] | undefined) ?? NOTHING;
  const totals = { entries: had.entries + entries, bytes: had.bytes + bytes };
  await state.put(totals, 'totals');
  return totals;
}

async function remove(tx: Write, gone: readonly Entry[]): Promise<void> {
  for (const { key } of gone) {
    tx.objectStore('entries').delete(key).catch(ignored);
    tx.objectStore('bodies').delete(key).catch(ignored);
  }
  if (gone.length) await addTotals(tx, -gone.length, -gone.reduce((sum, { size }) => sum + size, 0));
}

/** A request that fails aborts its transaction, and `tx.done` tells. */
const ignored = (): void => undefined;

/**
 * Opens the database.
 * @param onLost is called when the connection is of no more use: closed by the browser, or wanted by a newer version
 */
export async function openIndexedDbStore(onLost: () => void, name = NAME): Promise<Store> {
  const db = await openDB<Schema>(name, VERSION, {
    upgrade,
    terminated: onLost,
    blocking: () => {
      db.close();
      onLost();
    },
  });
  return indexedDbStore(db);
}

function indexedDbStore(db: IDBPDatabase<Schema>): Store {
  const write = async <T>(
    work: (tx: Write) => Promise<T>,
    durability: IDBTransactionDurability = 'relaxed',
  ): Promise<T> => {
    const tx = db.transaction([...TABLES, 'resources'], 'readwrite', { durability });
    const worked = work(tx).catch((error: unknown) => {
      try {
        // What was written before the failure may not be committed.
        tx.abort();
      } catch {
        // It was aborted by the failure.
      }
      throw error;
    });
    const [result] = await Promise.all([worked, tx.done]);
    return result;
  };

  return {
    async get(key) {
      const tx = db.transaction(['entries', 'bodies']);
      const [entry, body] = await Promise.all([
        tx.objectStore('entries').get(key),
        tx.objectStore('bodies').get(key),
      ]);
      return entry && { entry, body };
    },
    put: (entry, body) =>
      write(async (tx) => {
        const [entries, bodies] = [tx.objectStore('entries'), tx.objectStore('bodies')];
        const had = await entries.get(entry.key);
        const putEntry = async (): Promise<unknown> => entries.put(entry);
        const putBody = async (): Promise<unknown> =>
          body ? bodies.put(body, entry.key) : bodies.delete(entry.key);
        // The error of a request says more than that of its transaction, which is but an abort.
        const totals = addTotals(tx, had ? 0 : 1, entry.size - (had?.size ?? 0));
        await Promise.all([putEntry(), putBody(), totals]);
        return totals;
      }),
    amend: (entry) =>
      write(async (tx) => {
        const entries = tx.objectStore('entries');
        const had = await entries.get(entry.key);
        if (had?.kind === 'page' && had.hash === entry.hash)
          await entries.put({ ...entry, usedAt: had.usedAt, rank: had.rank });
      }),
    delete: (key) =>
      write(async (tx) => {
        const entry = await tx.objectStore('entries').get(key);
        if (entry) await remove(tx, [entry]);
      }),
    deletePrefix: (prefix) =>
      write(async (tx) => {
        await remove(tx, await tx.objectStore('entries').getAll(beginningWith(prefix)));
        await tx.objectStore('resources').delete(beginningWith(prefix));
      }),
    async recent(scope, limit, [rank, key] = [-Infinity, '']) {
      // An array is greater than any number.
      const range = IDBKeyRange.bound([scope, rank, key], [scope, []], true);
      return (await db.getAllFromIndex('entries', 'recent', range, limit)) as PageEntry[];
    },
    evict: (limits) =>
      write(async (tx) => {
        const index = tx.objectStore('entries').index('eviction');
        const minor = IDBKeyRange.upperBound([0], true);
        const surplus = (await index.count(minor)) - MAX_MINOR;
        const gone = surplus > 0 ? await index.getAll(minor, surplus) : [];
        await remove(tx, gone);
        for (let count = gone.length; ;) {
          const over = excess(await addTotals(tx, 0, 0), limits);
          const evicted = over ? victims(await index.getAll(null, 100), over) : [];
          if (!evicted.length) return count;
          await remove(tx, evicted);
          count += evicted.length;
        }
      }),
    record: ({ used, counts }) =>
      write(async (tx) => {
        const entries = tx.objectStore('entries');
        const found = await Promise.all([...used.keys()].map((key) => entries.get(key)));
        for (const entry of found) {
          const usedAt = entry && used.get(entry.key);
          if (usedAt)
            entries.put({ ...entry, usedAt, ...(entry.kind === 'page' && { rank: -usedAt }) }).catch(ignored);
        }
        const state = tx.objectStore('state');
        const had = (await state.get('counts')) as State['counts'] | undefined;
        await state.put(addCounts(had ?? {}, counts), 'counts');
      }),
    state: (name) => db.get('state', name) as Promise<never>,
    setState: (name, value, durability) =>
      write(async (tx) => {
        await tx.objectStore('state').put(value, name);
      }, durability),
    resource: (key) => db.get('resources', key),
    putResource: (key, resource) =>
      write(async (tx) => {
        await tx.objectStore('resources').put(resource, key);
      }),
    clear: () =>
      write(async (tx) => {
        const state = tx.objectStore('state');
        await Promise.all([
          tx.objectStore('entries').clear(),
          tx.objectStore('bodies').clear(),
          state.delete('counts'),
          state.delete('totals'),
        ]);
      }),
    close: () => db.close(),
  };
}
