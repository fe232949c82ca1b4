/** The age of a page, and whether it is fresh, stale or expired (rules 1 and 2). */
import { deltaSeconds } from '../http/cache-control.js';
import type { PageEntry } from './entry.js';
import type { HeaderSource } from '../http/headers.js';
import type { Mode } from './invalidation.js';

export type Freshness = 'fresh' | 'stale' | 'expired';

type Aged = Pick<PageEntry, 'requestedAt' | 'initialAge' | 'revalidate' | 'expire'>;

/** Seconds in the response's `Age`: its first member, or 0 if that is not a number (RFC 9111 §5.1). */
export const initialAgeOf = (headers: HeaderSource): number =>
  deltaSeconds(headers.get('age')?.split(',')[0]?.trim()) ?? 0;

/** Seconds since the page was generated (RFC 9111 §4.2.3, without `Date`: device clocks are wrong). */
export const ageOf = (entry: Aged, now: number): number =>
  entry.initialAge + Math.max(0, now - entry.requestedAt) / 1000;

/** Seconds until the page becomes stale; negative once it is. */
export const ttlOf = (entry: Aged, now: number): number => entry.revalidate - ageOf(entry, now);

/** @param invalidated the strongest mark since the page was requested (rule 31) */
export function freshnessOf(entry: Aged, now: number, invalidated?: Mode): Freshness {
  const age = ageOf(entry, now);
  if (age >= entry.expire || invalidated === 'hard') return 'expired';
  if (invalidated) return 'stale';
  // A `requestedAt` in the future: the device's clock was set back. The age is unknown, so the page counts as stale.
  const isAgeKnown = now >= entry.requestedAt || entry.revalidate === Infinity;
  return isAgeKnown && age < entry.revalidate ? 'fresh' : 'stale';
}

/** Whether a moment is in the future. Moments are set at most 10 minutes ahead: beyond that, the clock was set back. */
export const isAhead = (moment: number, now: number): boolean => moment > now && moment <= now + 600_000;
