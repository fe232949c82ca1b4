/** Storing pages, and the totals that are kept beside the entries, so that no pass ever has to count them. */
import type { Entry } from '../core/entry.js';
import type { Totals } from '../core/evict.js';
import type { Tables } from './tables.js';

const totalsIn = async (tables: Tables): Promise<Totals> =>
  ((await tables.get('state', 'totals')) as Totals | undefined) ?? { entries: 0, bytes: 0 };

export async function addTotals(tables: Tables, entries: number, bytes: number): Promise<Totals> {
  const had = await totalsIn(tables);
  const totals = { entries: entries + had.entries, bytes: bytes + had.bytes };
  await tables.put('state', 'totals', totals);
  return totals;
}

/** Whether a page was asked for before a mark that the stored one is newer than. */
export const isOlder = (entry: Entry, had: Entry | undefined): boolean =>
  entry.kind === 'page' && had?.kind === 'page' && entry.fence < had.fence;

export interface PutPage {
  entry: Entry;
  body: ArrayBuffer | undefined;
}

/** Stores pages one after the other; returns the totals after each. */
export async function putPages(tables: Tables, take: () => readonly PutPage[]): Promise<Totals[]> {
  let totals = await totalsIn(tables);
  const pages = take();
  const had = new Map<string, Entry | undefined>();
  const look = async ({ entry: { key } }: PutPage): Promise<unknown> =>
    had.set(key, await tables.get('entries', key));
  await Promise.all(pages.map(look));
  const writes: Promise<unknown>[] = [];
  const after = pages.map(({ entry, body }) => {
    const { key, size } = entry;
    const before = had.get(key);
    if (!isOlder(entry, before)) {
      had.set(key, entry);
      totals = {
        entries: totals.entries + (before ? 0 : 1),
        bytes: totals.bytes + size - (before?.size ?? 0),
      };
      writes.push(
        tables.put('entries', key, entry),
        body ? tables.put('bodies', key, body) : tables.delete('bodies', key),
      );
    }
    return totals;
  });
  await Promise.all([...writes, tables.put('state', 'totals', totals)]);
  return after;
}
