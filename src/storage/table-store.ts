/** The store, on any tables. */
import type { Entry, PageEntry } from '../core/entry.js';
import { excess, victims, type Totals } from '../core/evict.js';
import { invalidatedSince, mark, markCount } from './marks.js';
import { addCounts, MAX_MINOR, type State, type Store } from './store.js';
import type { Tables, Transact } from './tables.js';

/** The totals are kept beside the entries, so that no pass ever has to count them. */
async function addTotals(tables: Tables, entries: number, bytes: number): Promise<Totals> {
  const had = (await tables.get('state', 'totals')) as State['totals'] | undefined;
  const totals = { entries: entries + (had?.entries ?? 0), bytes: bytes + (had?.bytes ?? 0) };
  await tables.put('state', 'totals', totals);
  return totals;
}

async function remove(tables: Tables, gone: readonly Entry[]): Promise<Totals> {
  await Promise.all(gone.flatMap(({ key }) => [tables.delete('entries', key), tables.delete('bodies', key)]));
  return addTotals(tables, -gone.length, -gone.reduce((sum, { size }) => sum + size, 0));
}

/** Whether a page was asked for before a mark that the stored one is newer than. */
const isOlder = (entry: Entry, had: Entry | undefined): boolean =>
  entry.kind === 'page' && had?.kind === 'page' && entry.fence < had.fence;

export function tableStore(transact: Transact, close: () => void): Store {
  return {
    get: (key) =>
      transact('readonly', async (tables) => {
        const [entry, body, marks] = await Promise.all([
          tables.get('entries', key),
          tables.get('bodies', key),
          markCount(tables),
        ]);
        const invalidated = entry?.kind === 'page' ? await invalidatedSince(tables, entry, marks) : undefined;
        return { fence: marks.last, entry, body, invalidated };
      }),
    put: (entry, body) =>
      transact('readwrite', async (tables) => {
        const { key, size } = entry;
        const had = await tables.get('entries', key);
        if (isOlder(entry, had)) return addTotals(tables, 0, 0);
        const totals = addTotals(tables, had ? 0 : 1, size - (had?.size ?? 0));
        await Promise.all([
          totals,
          tables.put('entries', key, entry),
          body ? tables.put('bodies', key, body) : tables.delete('bodies', key),
        ]);
        return totals;
      }),
    amend: (entry) =>
      transact('readwrite', async (tables) => {
        const had = (await tables.get('entries', entry.key)) as PageEntry | undefined;
        if (had?.hash === entry.hash && !isOlder(entry, had))
          await tables.put('entries', entry.key, { ...entry, usedAt: had.usedAt, rank: had.rank });
      }),
    delete: (key) =>
      transact('readwrite', async (tables) => {
        const entry = await tables.get('entries', key);
        if (entry) await remove(tables, [entry]);
      }),
    invalidate: (names, mode) => transact('readwrite', (tables) => mark(tables, names, mode)),
    invalidated: (entries) =>
      transact('readonly', async (tables) => {
        const marks = await markCount(tables);
        return Promise.all(entries.map((entry) => invalidatedSince(tables, entry, marks)));
      }),
    deletePrefix: (prefix) =>
      transact('readwrite', async (tables) => {
        await remove(tables, await tables.entries(undefined, prefix, `${prefix}\uffff`));
        await tables.delete('state', prefix);
      }),
    recent: (scope, limit, [rank, key] = [-Infinity, '']) =>
      transact('readonly', async (tables) => {
        // The first of the pages is the last one seen, where that is still there.
        const pages = await tables.entries('recent', [scope, rank, key], [scope, Infinity], limit + 1);
        return (pages as PageEntry[]).filter((page) => page.key !== key).slice(0, limit);
      }),
    evict: (limits) =>
      transact('readwrite', async (tables) => {
        let gone = (await tables.entries('eviction', [-1], [0])).slice(0, -MAX_MINOR);
        let count = 0;
        do {
          const over = excess(await remove(tables, gone), limits);
          count += gone.length;
          gone = over ? victims(await tables.entries('eviction', [-1], [2], 100), over) : [];
        } while (gone.length);
        return count;
      }),
    record: ({ used, counts }) =>
      transact('readwrite', async (tables) => {
        const touch = async ([key, usedAt]: readonly [string, number]): Promise<void> => {
          const entry = await tables.get('entries', key);
          if (entry)
            await tables.put('entries', key, {
              ...entry,
              usedAt,
              ...(entry.kind === 'page' && { rank: -usedAt }),
            });
        };
        await Promise.all([...used].map(touch));
        const had = (await tables.get('state', 'counts')) as State['counts'] | undefined;
        await tables.put('state', 'counts', addCounts(had ?? {}, counts));
      }),
    state: (name) => transact('readonly', (tables) => tables.get('state', name)) as Promise<never>,
    setState: (name, value, durability) =>
      transact('readwrite', (tables) => tables.put('state', name, value), durability),
    clear: () =>
      transact('readwrite', (tables) =>
        Promise.all([
          tables.clear('entries'),
          tables.clear('bodies'),
          tables.delete('state', 'counts'),
          tables.delete('state', 'totals'),
        ]),
      ),
    close,
  };
}
