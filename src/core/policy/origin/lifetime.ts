/** The lifetime that the origin gives a response (RFC 9111 §4.2.1 and §4.2.2, RFC 5861 §3). */
import { deltaSeconds, responseDirectives, type Directives } from '../../http/cache-control.js';
import type { HeaderSource } from '../../http/headers.js';
import { parseHttpDate } from '../../http/syntax/http-date.js';

/** Statuses that are cacheable without explicit freshness (RFC 9110 §15.1). */
const HEURISTIC = new Set([200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501]);
/** One week. A page that was unchanged for years may still change within a month. */
const MAX_HEURISTIC_SECONDS = 604_800;

export const isHeuristic = (status: number, directives: Directives): boolean =>
  HEURISTIC.has(status) || directives.has('public');

/** `no-cache` for the whole response. With an argument it concerns single fields only (RFC 9111 §5.2.2.4). */
export const isNoCache = (directives: Directives): boolean => directives.get('no-cache') === '';

/** RFC 9111 §5.4 defines `Pragma: no-cache` for requests only. Browsers obey it in responses too. */
export const isPragmaNoCache = (headers: HeaderSource): boolean =>
  /no-cache/i.test(headers.get('pragma') ?? '');

/** The seconds of a directive: 0 if its value is invalid (RFC 9111 §4.2.1), undefined if it is absent. */
function secondsOf(directives: Directives, name: string): number | undefined {
  return directives.has(name) ? (deltaSeconds(directives.get(name)) ?? 0) : undefined;
}

/** Seconds from `Expires`. An invalid date, such as `0`, is in the past (RFC 9111 §5.3). */
const secondsUntil = (expires: string, date: number): number =>
  ((parseHttpDate(expires, date) ?? date) - date) / 1000;

/** A tenth of the seconds since the page last changed (RFC 9111 §4.2.2). */
function heuristicSeconds(headers: HeaderSource, date: number): number {
  const changed = parseHttpDate(headers.get('last-modified'), date);
  return changed === undefined ? 0 : Math.min((date - changed) / 10_000, MAX_HEURISTIC_SECONDS);
}

function byDates(status: number, headers: HeaderSource, receivedAt: number): number {
  const { directives, targeted } = responseDirectives(headers);
  const date = parseHttpDate(headers.get('date'), receivedAt) ?? receivedAt;
  const expires = targeted ? null : headers.get('expires');
  if (expires !== null) return secondsUntil(expires, date);
  return isHeuristic(status, directives) ? heuristicSeconds(headers, date) : 0;
}

/**
 * Seconds for which a response is fresh and may be served: from its directives, or else from its dates.
 * @param receivedAt milliseconds since the epoch; replaces a missing `Date`
 */
export function originLifetime(
  status: number,
  headers: HeaderSource,
  receivedAt: number,
  sharedMaxAge = false,
): { revalidate: number; expire: number } {
  const { directives, targeted } = responseDirectives(headers);
  // An immutable response need not be confirmed, whatever its `Pragma`.
  const pragma = !targeted && !directives.has('immutable') && isPragmaNoCache(headers);
  if (pragma || isNoCache(directives)) return { revalidate: 0, expire: 0 };
  const explicit =
    (sharedMaxAge ? secondsOf(directives, 's-maxage') : undefined) ?? secondsOf(directives, 'max-age');
  const revalidate = Math.max(0, explicit ?? byDates(status, headers, receivedAt));
  const window = directives.has('must-revalidate') ? 0 : secondsOf(directives, 'stale-while-revalidate');
  return { revalidate, expire: revalidate + (window ?? 0) };
}
