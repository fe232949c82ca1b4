/** Stores pages, and adds them to the totals. */
import type { Entry, PageEntry } from '../core/cache/entry.js';
import type { Totals } from '../core/cache/eviction.js';
import type { Tables } from './tables/tables.js';
import { totalsIn } from './tables/totals.js';

/** Whether a page was asked for before a mark that the stored one is newer than. */
export const isOlder = (entry: Entry, had: Entry | undefined): boolean =>
  entry.kind === 'page' && had?.kind === 'page' && entry.fence < had.fence;

/**
 * Whether the stored page was asked for later than this one. A stored time that is in the future tells nothing: the
 * clock was set back since.
 */
export const isOutdated = (entry: PageEntry, had: PageEntry, now: number): boolean =>
  isOlder(entry, had) ||
  (entry.fence === had.fence && entry.requestedAt < had.requestedAt && had.requestedAt <= now);

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
