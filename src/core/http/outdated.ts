/** Responses that the browser's own HTTP cache gives a worker, but would not give a navigation. */
import { deltaSeconds, parseCacheControl } from './cache-control.js';
import type { HeaderSource } from './headers.js';

/** A new response may seem this old: `Date` counts whole seconds, and clocks differ. */
const TOLERANCE_SECONDS = 2;

/**
 * Whether a response was cached before the request and is no longer fresh. Browsers give a worker such a copy if it
 * says `stale-while-revalidate`. They never give it to a navigation.
 * @param requestedAt milliseconds since the epoch
 */
export function isOutdated(headers: HeaderSource, requestedAt: number): boolean {
  const directives = parseCacheControl(headers.get('cache-control') ?? '');
  const age = deltaSeconds(headers.get('age') ?? '') ?? 0;
  const kept = (requestedAt - Date.parse(headers.get('date') ?? '')) / 1000 - age;
  return (
    directives.has('stale-while-revalidate') &&
    age + kept > (deltaSeconds(directives.get('max-age')) ?? 0) &&
    kept > TOLERANCE_SECONDS
  );
}
