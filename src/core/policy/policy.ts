/** How a route's pages are stored and served. Each route has one policy; the worker's steps know no other mode. */
import type { PageEntry } from '../cache/entry.js';
import type { Mode } from '../cache/invalidation.js';
import type { Rule } from '../cache/rule.js';
import type { Standing } from '../cache/generation.js';
import type { HeaderList, HeaderSource } from '../http/headers.js';
import type { RequestContext, Decision } from './decision.js';
import type { Answer, Verdict } from './verdict.js';

/** Seconds since the page was generated. */
export interface Lifetime {
  /** For how long it is fresh. */
  readonly revalidate: number;
  /** For how long it may be served. */
  readonly expire: number;
}

/** The facts about a request that decide what is done with its response. */
export interface RequestFacts {
  readonly headers: HeaderSource;
  readonly navigates: boolean;
  /** Whether a stored page can replace an error and be confirmed by a 304. */
  readonly isStored: boolean;
}

/** A stored page, and its state since it was stored. */
export interface StoredState {
  readonly entry: PageEntry;
  readonly invalidated?: Mode | undefined;
  /** Whether it was proven for the visitor's current generation (rule 36). */
  readonly standing?: Standing | undefined;
}

export interface CachePolicy {
  /**
   * Whether all visitors share the pages, unless proven otherwise (rules 25, 36). If not, the cache is one visitor's.
   */
  readonly isShared: boolean;
  /** Whether a body of this size, in bytes, may be all of the response. */
  isWhole(answer: Omit<Answer, 'redirect'>, size: number): boolean;
  /** Whether a stored page can answer a request with this method and these headers. */
  answers(method: string, headers: HeaderSource): boolean;
  /** Whether a script requests a part of a page, or framework data, under the page's URL (rule 30). */
  isPartial(url: URL, headers: HeaderSource): boolean;
  /** The request fields that are sent to the origin. */
  requestHeaders(rule: Rule, headers: HeaderList): HeaderList;
  /** How a stored page is used; undefined if the request decides that, once the page is read. */
  decide(rule: Rule, stored: StoredState, context: RequestContext, now: number): Decision | undefined;
  /** What is done with a response, by its status and headers. */
  classify(rule: Rule, answer: Answer, request: RequestFacts): Verdict;
  /** @param receivedAt milliseconds since the epoch */
  lifetime(rule: Rule, status: number, headers: HeaderSource, receivedAt: number): Lifetime;
  /** The fields to store with a page. */
  storedHeaders(headers: HeaderList): HeaderList;
  /** The stored fields, updated by a response without a body that confirmed them. */
  refreshedHeaders(stored: HeaderList, given: HeaderList): HeaderList;
  /** A request field in normal form, for the variant's key. */
  normalizeField?(name: string, value: string): string;
  /** The language with the highest quality, by which variants are found. */
  preferredLanguage?(acceptLanguage: string): string | undefined;
}
