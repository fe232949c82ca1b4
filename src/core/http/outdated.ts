/** What the browser's own HTTP cache gives a worker, and would not give a navigation. */
import { deltaSeconds, parseCacheControl } from './cache-control.js';
import type { HeaderSource } from './headers.js';

/** Seconds that a new answer may seem to be old: `Date` counts whole ones, and clocks differ. */
const TOLERANCE = 2;

/**
 * Whether an answer was there before it was asked for, and is no longer fresh: browsers give a worker such a copy where
 * it says `stale-while-revalidate`, and a navigation of their own never.
 * @param requestedAt milliseconds since the epoch
 */
export function isOutdated(headers: HeaderSource, requestedAt: number): boolean {
  const directives = parseCacheControl(headers.get('cache-control') ?? '');
  const given = deltaSeconds(headers.get('age') ?? '') ?? 0;
  const kept = (requestedAt - Date.parse(headers.get('date') ?? '')) / 1000 - given;
  return (
    directives.has('stale-while-revalidate') &&
    given + kept > (deltaSeconds(directives.get('max-age')) ?? 0) &&
    kept > TOLERANCE
  );
}
