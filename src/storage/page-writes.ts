/** Stores pages, and updates the totals. */
import type { Entry, PageEntry } from '../core/cache/entry.js';
import type { Totals } from '../core/cache/eviction.js';
import type { Tables } from './tables/tables.js';
import { totalsIn, totalsWith, without } from './tables/totals.js';

/** Whether a mark was made between the request of this page and the request of the stored one. */
export const isOlder = (entry: Entry, stored: Entry | undefined): boolean =>
  entry.kind === 'page' && stored?.kind === 'page' && entry.fence < stored.fence;

/**
 * Whether the stored page was requested later than this one. A stored time in the future is ignored: the clock was set
 * back.
 */
export const isOutdated = (entry: PageEntry, stored: PageEntry, now: number): boolean =>
  isOlder(entry, stored) ||
  (entry.fence === stored.fence && entry.requestedAt < stored.requestedAt && stored.requestedAt <= now);

export interface PutPage {
  entry: Entry;
  body: ArrayBuffer | undefined;
}

/** Stores pages one after the other, and returns the totals after each. */
export async function putPages(tables: Tables, take: () => readonly PutPage[]): Promise<Totals[]> {
  let totals = await totalsIn(tables);
  const pages = take();
  const stored = new Map<string, Entry | undefined>();
  const read = async ({ entry: { key } }: PutPage): Promise<unknown> =>
    stored.set(key, await tables.get('entries', key));
  await Promise.all(pages.map(read));
  const writes: Promise<unknown>[] = [];
  const after = pages.map(({ entry, body }) => {
    const { key } = entry;
    const before = stored.get(key);
    if (!isOlder(entry, before)) {
      stored.set(key, entry);
      totals = totalsWith(without(totals, before ? [before] : []), [entry], 1);
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
