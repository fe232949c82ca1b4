/** The queue of pages to warm (`paths`): their order, and which are due. */
import type { Entry, PageEntry } from './entry.js';
import { freshnessOf, isAhead } from './freshness.js';
import type { Mode } from './invalidation.js';
import type { Period } from '../http/sitemap.js';

export interface WarmPage {
  /** The canonical URL. */
  readonly url: string;
  /** From 0 to 1. */
  readonly priority: number;
  /** When the page last changed, from the sitemap. */
  readonly changed?: Period;
}

/** A route's `paths` as they were last read. */
export interface Listed {
  /** When they are read again, in milliseconds since the epoch. */
  readonly until: number;
  /** The paths, with a query if listed with one. Only for routes that answer no other paths. */
  readonly pathnames?: readonly string[];
}

/** The pages to warm, most popular first. */
export interface Queue {
  /** When the queue was made, in milliseconds since the epoch. */
  readonly at: number;
  readonly pages: readonly WarmPage[];
}

/** How far the warming of a queue has come. */
export interface Progress {
  /** The `at` of the queue. */
  readonly at: number;
  /** Index of the first page that is not done. */
  readonly done: number;
  /** Indexes after `done` that are done as well. */
  readonly beyond: readonly number[];
  /** Bytes of the pages that are done. */
  readonly bytes: number;
  /** Consecutive failures of the origin. */
  readonly failures: number;
  /** When the origin is asked again, in milliseconds since the epoch. */
  readonly retryAt: number;
  /** Indexes of pages that are warmed last, because the origin failed for them repeatedly. */
  readonly late?: readonly number[];
  /** The store has no room for more warmed pages. */
  readonly full?: boolean;
}

/** The progress once the page at this index is done too. */
export function advanced({ done, beyond, bytes, ...rest }: Progress, index: number, size: number): Progress {
  const indexes = new Set([...beyond, index]);
  while (indexes.delete(done)) done += 1;
  return { ...rest, done, beyond: [...indexes], bytes: bytes + size };
}

/** One page per URL, most popular first: recently used pages, then by priority, then in the given order. */
export function byPopularity(pages: readonly WarmPage[], usedAt: ReadonlyMap<string, number>): WarmPage[] {
  const used = ({ url }: WarmPage): number => usedAt.get(url) ?? 0;
  const seen = new Set<string>();
  return pages
    .filter(({ url }) => !seen.has(url) && seen.add(url))
    .sort((a, b) => used(b) - used(a) || b.priority - a.priority);
}

/** In milliseconds since the epoch. Warmed pages that no visitor has used get a `usedAt` below it. */
const FIRST_VISIT = 1e11;

/**
 * The `usedAt` of a warmed page that no visitor has used. Eviction takes such pages first: from the oldest list, and
 * within a list the least popular.
 * @param index the page's position in its list
 */
export const unusedAt = (listedAt: number, index: number): number => Math.floor(listedAt / 1000) - index;

export const wasUsed = ({ usedAt }: { usedAt: number }): boolean => usedAt > FIRST_VISIT;

/** When the origin generated the page: from `Date` if present, because the sitemap uses the same clock. */
const generatedAt = ({ headers, requestedAt, initialAge }: PageEntry, now: number): number =>
  // Requested in the future: the clock was set back, and the time is unknown.
  Date.parse(new Map(headers).get('date') ?? '') || (requestedAt > now ? 0 : requestedAt - initialAge * 1000);

/** Whether the page must be fetched: it changed since it was generated, or it is out of date and may have changed. */
export function isDue(
  { changed }: WarmPage,
  { entry, invalidated }: { entry?: Entry | undefined; invalidated?: Mode | undefined },
  now: number,
): boolean {
  if (entry?.kind === 'pass') return !isAhead(entry.until, now);
  if (entry?.kind !== 'page') return true;
  if (isAhead(entry.retryAt, now)) return false;
  const state = freshnessOf(entry, now, invalidated);
  const at = generatedAt(entry, now);
  // `Date` counts whole seconds.
  if (changed && changed[0] >= at + 1000) return true;
  return (
    state !== 'fresh' &&
    (state === 'expired' || invalidated !== undefined || !changed || changed[1] > at + 999)
  );
}
