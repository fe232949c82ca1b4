/** The rows of the store: pages, and two kinds of markers that are found under a page's key. */
import type { HeaderList } from '../http/headers.js';
import type { QueryRule } from '../http/no-vary-search.js';

interface Common {
  /** Scope + canonical URL + variant (rule 5). */
  readonly key: string;
  /** Bytes of the body; 0 for markers. */
  readonly size: number;
  /** Bytes of the headers and tags, or of what a marker names; missing in rows of older versions. */
  readonly overhead?: number;
  /** Milliseconds since the epoch; eviction takes the lowest first. */
  readonly usedAt: number;
  /** Eviction takes -1 (not-found pages, bypass entries) first, then 0 (pages), then 1 (pinned pages). */
  readonly priority: -1 | 0 | 1;
}

/** A page's metadata. Its body is stored separately. */
export interface PageEntry extends Common {
  readonly kind: 'page';
  /** Deployment + partition. */
  readonly scope: string;
  readonly url: string;
  readonly status: number;
  /** The headers that may be replayed (rule 24), names in lower case. */
  readonly headers: HeaderList;
  /** When the request started, in milliseconds since the epoch (rule 2). */
  readonly requestedAt: number;
  /** The number of the last mark when the request started. Marks with a higher number invalidate the page (rule 4). */
  readonly fence: number;
  /** Seconds, from `initialAgeOf`. */
  readonly initialAge: number;
  /** Seconds for which the page is fresh, from `lifetimeOf`. */
  readonly revalidate: number;
  /** Seconds for which the page may be served, from `lifetimeOf`. */
  readonly expire: number;
  readonly tags: readonly string[];
  /** Hash of the body: shows whether a regeneration changed the page (rule 8). */
  readonly hash: string;
  readonly title: string;
  /** Consecutive failed regenerations (rule 9). */
  readonly failures: number;
  /** When the next regeneration may start, in milliseconds since the epoch. */
  readonly retryAt: number;
  /** The generation in which the page was last proven to be the same for everyone (rule 36); missing in older pages. */
  readonly generation?: number;
  /** The causes of later generations after which it was still the same (rule 36). */
  readonly survived?: readonly string[] | undefined;
  /** The kinds of scripted request that get the same response (rule 30), from `scriptedWay`. */
  readonly ways?: readonly string[];
  /** `-usedAt`: puts the newest page first in an index that is read in ascending order. */
  readonly rank: number;
}

/**
 * Requests go to the network until `until` (rule 19): the page is personal, was not verified, or redirects. Varnish:
 * hit-for-pass.
 */
export interface PassEntry extends Common {
  readonly kind: 'pass';
  readonly until: number;
  /** Why the page is not the same for everyone, as a clause. */
  readonly why?: string;
  /** The same-origin URL that this one redirects to; followed when the origin is unreachable (rule 21). */
  readonly alias?: string;
}

/** The page varies: each variant is stored under its own key (rule 23). */
export interface VaryEntry extends Common {
  readonly kind: 'vary';
  /** Request header names, in lower case, sorted. */
  readonly names: readonly string[];
  /** In the entry of a path (`searchKeyOf`): which of its query parameters count (rule 5). */
  readonly search?: QueryRule | undefined;
  /** Keys of variants with a known language, by the variant of a request for that language. */
  readonly languages?: Readonly<Record<string, string>> | undefined;
}

export type Entry = PageEntry | PassEntry | VaryEntry;
