/** What the store holds: pages, and two kinds of markers that stand where a page would be looked up. */
import type { QueryRule } from './key.js';

interface Common {
  /** Scope + canonical URL + variant (rule 5). */
  readonly key: string;
  /** Bytes of the body; 0 for markers. */
  readonly size: number;
  /** Milliseconds since the epoch; eviction takes the lowest first. */
  readonly usedAt: number;
  /** What goes first when space runs out: -1 not-found pages and markers, 0 pages, 1 pinned pages. */
  readonly priority: -1 | 0 | 1;
}

/** A page without its body, which is kept apart. */
export interface PageEntry extends Common {
  readonly kind: 'page';
  /** Deployment + partition. */
  readonly scope: string;
  readonly url: string;
  readonly status: number;
  /** What may be replayed (rule 24), names in lower case. */
  readonly headers: readonly (readonly [string, string])[];
  /** When the request started, in milliseconds since the epoch (rule 2). */
  readonly requestedAt: number;
  /** The number of the last mark that was known then: what is marked later is out of date (rule 4). */
  readonly fence: number;
  /** Seconds, from `initialAgeOf`. */
  readonly initialAge: number;
  /** Seconds, from `lifetimeOf`. */
  readonly revalidate: number;
  readonly expire: number;
  readonly tags: readonly string[];
  /** Of the body: tells whether a regeneration changed the page (rule 8). */
  readonly hash: string;
  readonly title: string;
  /** Failed regenerations in a row, and when the next may start (rule 9). */
  readonly failures: number;
  readonly retryAt: number;
  /** The generation in which it was shown to be everyone's (rule 36); undefined: before there were any. */
  readonly generation?: number;
  /** The ways in which scripts ask for it and are answered with the same (rule 30), from `scriptedWay`. */
  readonly ways?: readonly string[];
  /** `-usedAt`: makes the newest first in an index that can only be read upwards. */
  readonly rank: number;
}

/** This URL turned out not to be everyone's page: straight to the network for 10 minutes (rule 19). */
export interface PassEntry extends Common {
  readonly kind: 'pass';
  readonly until: number;
  /** Why it is not everyone's, in words. */
  readonly why?: string;
  /** The same-origin page that this one redirects to, for when the origin can't be reached (rule 21). */
  readonly alias?: string;
}

/** This URL has variants; the page is under the variant's own key (rule 23). */
export interface VaryEntry extends Common {
  readonly kind: 'vary';
  /** Request header names, in lower case, sorted. */
  readonly names: readonly string[];
  /** Under the key of a path: which parameters of its queries count (rule 5). */
  readonly search?: QueryRule | undefined;
  /** The keys of variants whose language is known, by what a request for it in that language varies by. */
  readonly languages?: Readonly<Record<string, string>> | undefined;
}

export type Entry = PageEntry | PassEntry | VaryEntry;

/** Anything with `Headers`' way of looking a field up. */
export interface HeaderSource {
  get(name: string): string | null;
}
