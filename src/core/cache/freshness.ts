/** How old a page is and what that makes it (rules 1 and 2). */
import { deltaSeconds } from '../http/cache-control.js';
import type { HeaderSource, PageEntry } from './entry.js';
import type { Mode } from './invalidation.js';

export type Freshness = 'fresh' | 'stale' | 'expired';

type Aged = Pick<PageEntry, 'requestedAt' | 'initialAge' | 'revalidate' | 'expire'>;

/** Seconds of an answer's `Age`: the first member counts, and one that is no number does not (RFC 9111 §5.1). */
export const initialAgeOf = (headers: HeaderSource): number =>
  deltaSeconds(headers.get('age')?.split(',')[0]?.trim()) ?? 0;

/** Seconds since the page was generated (RFC 9111 §4.2.3, without `Date`: device clocks are wrong). */
export const ageOf = (entry: Aged, now: number): number =>
  entry.initialAge + Math.max(0, now - entry.requestedAt) / 1000;

/** Seconds for which the page is still fresh; negative once it is not. */
export const ttlOf = (entry: Aged, now: number): number => entry.revalidate - ageOf(entry, now);

/** @param invalidated what was marked since (rule 31) */
export function freshnessOf(entry: Aged, now: number, invalidated?: Mode): Freshness {
  const age = ageOf(entry, now);
  if (age >= entry.expire || invalidated === 'hard') return 'expired';
  if (invalidated) return 'stale';
  // A page from the future: the device's clock was set back since. Its age is unknown, so it is checked.
  const known = now >= entry.requestedAt || entry.revalidate === Infinity;
  return known && age < entry.revalidate ? 'fresh' : 'stale';
}

/** Whether a moment is still to come. None is set more than 10 minutes ahead: beyond, the clock was set back. */
export const isAhead = (moment: number, now: number): boolean => moment > now && moment <= now + 600_000;
