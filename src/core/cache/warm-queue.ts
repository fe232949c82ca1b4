/** The pages that are generated ahead (`paths`): in which order, and which of them are due. */
import type { Entry, PageEntry } from './entry.js';
import { freshnessOf, isAhead } from './freshness.js';
import type { Mode } from './invalidation.js';
import type { Period } from '../http/sitemap.js';

export interface WarmPage {
  /** The canonical URL. */
  readonly url: string;
  /** From 0 to 1. */
  readonly priority: number;
  /** When it changed last, where the sitemap says so. */
  readonly changed?: Period;
}

/** What a route's `paths` were when they were last read. */
export interface Listed {
  /** Milliseconds since the epoch; when they are read again. */
  readonly until: number;
  /** The paths, with the query where they are listed with one, where the route answers no others. */
  readonly pathnames?: readonly string[];
}

/** What is asked for, the most popular first. */
export interface Queue {
  /** When it was made, in milliseconds since the epoch. */
  readonly at: number;
  readonly pages: readonly WarmPage[];
}

/** How far a queue has come. */
export interface Progress {
  /** The queue's own `at`. */
  readonly at: number;
  /** The place of the first page that is not done. */
  readonly done: number;
  /** The places beyond it that are done. */
  readonly beyond: readonly number[];
  /** Of what is done. */
  readonly bytes: number;
  /** How often in a row the origin was in trouble, and when it is asked again, in milliseconds since the epoch. */
  readonly failures: number;
  readonly retryAt: number;
  /** The places of pages whose turn comes after all others, since the origin was in trouble again and again. */
  readonly late?: readonly number[];
  /** There is no more room. */
  readonly full?: boolean;
}

/** The progress once the page at this place is done too. */
export function advanced({ done, beyond, bytes, ...rest }: Progress, place: number, size: number): Progress {
  const places = new Set([...beyond, place]);
  while (places.delete(done)) done += 1;
  return { ...rest, done, beyond: [...places], bytes: bytes + size };
}

/** The first of each URL, the most popular first: those that were used of late, then by priority, then as given. */
export function byPopularity(pages: readonly WarmPage[], usedAt: ReadonlyMap<string, number>): WarmPage[] {
  const used = ({ url }: WarmPage): number => usedAt.get(url) ?? 0;
  const seen = new Set<string>();
  return pages
    .filter(({ url }) => !seen.has(url) && seen.add(url))
    .sort((a, b) => used(b) - used(a) || b.priority - a.priority);
}

/** Moments before it, in milliseconds since the epoch, are no visits: pages that nobody has used count as used then. */
const FIRST_VISIT = 1e11;

/**
 * When the page at this place of a list counts as used, so that pages that nobody asked for are the first to go when
 * space runs out: the oldest lists first, and of each the least popular.
 */
export const unusedAt = (listedAt: number, place: number): number => Math.floor(listedAt / 1000) - place;

export const wasUsed = ({ usedAt }: { usedAt: number }): boolean => usedAt > FIRST_VISIT;

/** When the origin made the page: by its own clock where it says so, since that is also the clock of the sitemap. */
const generatedAt = ({ headers, requestedAt, initialAge }: PageEntry): number =>
  Date.parse(new Map(headers).get('date') ?? '') || requestedAt - initialAge * 1000;

/** Whether the page has to be asked for: what changed since it was generated, what did not change is left alone. */
export function isDue(
  { changed }: WarmPage,
  { entry, invalidated }: { entry?: Entry | undefined; invalidated?: Mode | undefined },
  now: number,
): boolean {
  if (entry?.kind === 'pass') return !isAhead(entry.until, now);
  if (entry?.kind !== 'page') return true;
  if (isAhead(entry.retryAt, now)) return false;
  const state = freshnessOf(entry, now, invalidated);
  const at = generatedAt(entry);
  // The origin's clock is read in whole seconds.
  if (changed && changed[0] >= at + 1000) return true;
  return (
    state !== 'fresh' &&
    (state === 'expired' || invalidated !== undefined || !changed || changed[1] > at + 999)
  );
}
