/** What a route's pages are stored and served by. Each route has one policy; the steps of the worker know no other mode. */
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

/** The request that an answer belongs to, as far as it bears on what becomes of the answer. */
export interface RequestFacts {
  readonly headers: HeaderSource;
  readonly navigates: boolean;
  /** Whether a page is stored that can stand in for an error, and be confirmed by a 304. */
  readonly isStored: boolean;
}

/** A stored page, and what was learned of it since. */
export interface StoredState {
  readonly entry: PageEntry;
  readonly invalidated?: Mode | undefined;
  /** Whether it was shown to be everyone's as the visitor is now (rule 36). */
  readonly standing?: Standing | undefined;
}

export interface CachePolicy {
  /** Whether pages are shared by everyone who is not shown to differ (rules 25 and 36); else the cache is one visitor's. */
  readonly isShared: boolean;
  /** Whether a body of no bytes is a page. */
  readonly allowsEmptyBody: boolean;
  /** Whether a stored page can answer a request with this method and these headers. */
  answers(method: string, headers: HeaderSource): boolean;
  /** Whether a script asks for a part of a page, or a framework's data, under the page's URL (rule 30). */
  isPartial(url: URL, headers: HeaderSource): boolean;
  /** The fields of a request that reach the origin. */
  requestHeaders(rule: Rule, headers: HeaderList): HeaderList;
  /** What a stored page is used for; undefined where the request itself decides, once the page is read. */
  decide(rule: Rule, stored: StoredState, asked: RequestContext, now: number): Decision | undefined;
  /** What becomes of an answer, by its status and headers. */
  classify(rule: Rule, answer: Answer, request: RequestFacts): Verdict;
  /** @param receivedAt milliseconds since the epoch */
  lifetime(rule: Rule, status: number, headers: HeaderSource, receivedAt: number): Lifetime;
  /** The fields to store with a page. */
  storedHeaders(headers: HeaderList): HeaderList;
  /** The stored fields after an answer without a body that confirmed them. */
  refreshedHeaders(stored: HeaderList, given: HeaderList): HeaderList;
  /** A request's field in its one form, where it is part of a variant. */
  normalizeField?(name: string, value: string): string;
  /** The language that is wanted more than any other, by which variants are found. */
  preferredLanguage?(acceptLanguage: string): string | undefined;
}
