/** For how long the origin itself says that its answer is fresh (RFC 9111 §4.2.1 and §4.2.2, RFC 5861 §3). */
import { deltaSeconds, responseDirectives, type Directives } from '../../http/cache-control.js';
import type { HeaderSource } from '../../http/headers.js';
import { parseHttpDate } from '../../http/http-date.js';

/** Statuses whose answers may be reused without being told so (RFC 9110 §15.1). */
const HEURISTIC = new Set([200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501]);
/** Seconds that a guess may be worth at most: a page that rested for years is no promise for a month. */
const LONGEST_GUESS = 604_800;

export const isHeuristic = (status: number, directives: Directives): boolean =>
  HEURISTIC.has(status) || directives.has('public');

/** `no-cache` for the whole answer; with an argument it speaks of fields alone (RFC 9111 §5.2.2.4). */
export const isNoCache = (directives: Directives): boolean => directives.get('no-cache') === '';

/** Seconds; what is given but makes no sense is none (RFC 9111 §4.2.1). */
function explicit(directives: Directives, name: string): number | undefined {
  return directives.has(name) ? (deltaSeconds(directives.get(name)) ?? 0) : undefined;
}

/** By its `Expires`; one that is no date, `0` above all, is in the past (RFC 9111 §5.3). */
const dated = (expires: string, date: number): number =>
  ((parseHttpDate(expires, date) ?? date) - date) / 1000;

/** A tenth of the time for which it has rested unchanged (RFC 9111 §4.2.2). */
function guessed(headers: HeaderSource, date: number): number {
  const changed = parseHttpDate(headers.get('last-modified'), date);
  return changed === undefined ? 0 : Math.min((date - changed) / 10_000, LONGEST_GUESS);
}

function byDates(status: number, headers: HeaderSource, receivedAt: number): number {
  const { directives, targeted } = responseDirectives(headers);
  const date = parseHttpDate(headers.get('date'), receivedAt) ?? receivedAt;
  const expires = targeted ? null : headers.get('expires');
  if (expires !== null) return dated(expires, date);
  return isHeuristic(status, directives) ? guessed(headers, date) : 0;
}

/**
 * Seconds for which an answer is fresh, and for which it may be served: by the origin's own word, then by its dates.
 * @param receivedAt stands in for a missing `Date`
 */
export function originLifetime(
  status: number,
  headers: HeaderSource,
  receivedAt: number,
  sharedMaxAge = false,
): { revalidate: number; expire: number } {
  const { directives } = responseDirectives(headers);
  if (isNoCache(directives)) return { revalidate: 0, expire: 0 };
  const said =
    (sharedMaxAge ? explicit(directives, 's-maxage') : undefined) ?? explicit(directives, 'max-age');
  const revalidate = Math.max(0, said ?? byDates(status, headers, receivedAt));
  const window = directives.has('must-revalidate') ? 0 : explicit(directives, 'stale-while-revalidate');
  return { revalidate, expire: revalidate + (window ?? 0) };
}
