/** Responses that the browser's own HTTP cache gives a worker, but would not give a navigation. */
import { deltaSeconds, parseCacheControl } from './cache-control.js';
import type { HeaderSource } from './headers.js';

/** A new response may seem this old: `Date` counts whole seconds, and clocks differ. */
const TOLERANCE_SECONDS = 2;

const ageIn = (headers: HeaderSource): number => deltaSeconds(headers.get('age') ?? '') ?? 0;

/** Seconds that the browser has had a response: what its `Age` does not explain. NaN without a `Date`. */
const keptFor = (headers: HeaderSource, requestedAt: number): number =>
  (requestedAt - Date.parse(headers.get('date') ?? '')) / 1000 - ageIn(headers);

/**
 * Whether a response was cached before the request and is no longer fresh. Browsers give a worker such a copy if it
 * says `stale-while-revalidate`. They never give it to a navigation.
 * @param requestedAt milliseconds since the epoch
 */
export function isOutdated(headers: HeaderSource, requestedAt: number): boolean {
  const directives = parseCacheControl(headers.get('cache-control') ?? '');
  const kept = keptFor(headers, requestedAt);
  return (
    directives.has('stale-while-revalidate') &&
    ageIn(headers) + kept > (deltaSeconds(directives.get('max-age')) ?? 0) &&
    kept > TOLERANCE_SECONDS
  );
}

/**
 * Whether the browser has had a response since before a moment. A clock that is ahead of the server's makes it true for
 * new responses too, for as long after the moment as it is ahead.
 * @param requestedAt milliseconds since the epoch, as is `moment`
 */
export function isFromBefore(moment: number, headers: HeaderSource, requestedAt: number): boolean {
  const kept = keptFor(headers, requestedAt);
  return kept > TOLERANCE_SECONDS && requestedAt - kept * 1000 < moment;
}
