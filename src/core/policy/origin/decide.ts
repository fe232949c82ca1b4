/** What a private cache does with a request (RFC 9111 §4, §5.2.1 and §6, RFC 5861, RFC 8246). */
import {
  deltaSeconds,
  parseCacheControl,
  responseDirectives,
  type Directives,
} from '../../http/cache-control.js';
import type { PageEntry } from '../../cache/entry.js';
import type { HeaderSource } from '../../http/headers.js';
import { ageOf, isAhead, ttlOf } from '../../cache/freshness.js';
import type { Mode } from '../../cache/invalidation.js';
import { isNoCache, isPragmaNoCache } from './lifetime.js';

/** The requirements of a request. */
export interface Wanted {
  /** From `Cache-Control`, or from `Pragma: no-cache` if that is absent (RFC 9111 §5.4). */
  readonly directives: Directives;
  /** The request's cache mode, as in Fetch. */
  readonly cache: string;
  /** Back or forward navigation: shows the page as it was (RFC 9111 §6). */
  readonly history: boolean;
  readonly online: boolean;
  readonly navigates: boolean;
}

/** A stored response. */
export interface Candidate {
  readonly entry: PageEntry;
  readonly fields: HeaderSource;
  readonly invalidated?: Mode | undefined;
}

export type PrivateDecision =
  | { do: 'serve'; detail?: 'stale' | 'offline' | 'history'; regenerate: boolean }
  /** Ask the origin first; conditionally if a response is stored. */
  | { do: 'ask' }
  /** Fail: the request accepts only a stored response. */
  | { do: 'fail' };

/** The request's directives. */
export function requestDirectives(headers: HeaderSource): Directives {
  const field = headers.get('cache-control');
  if (field === null && isPragmaNoCache(headers)) return new Map([['no-cache', '']]);
  return parseCacheControl(field ?? '');
}

/** Whether the origin forbids serving the response stale, in any case (RFC 9111 §4.2.4). */
const isStrict = (directives: Directives): boolean =>
  isNoCache(directives) || directives.has('must-revalidate');

/** Seconds by which the stored response is too old for this request; ≤ 0 is fresh enough. */
function staleness({ entry }: Candidate, { directives }: Wanted, now: number): number {
  // A `requestedAt` in the future: the clock was set back, and the age is unknown.
  if (now < entry.requestedAt) return Infinity;
  const ttl = ttlOf(entry, now);
  const maxAge = deltaSeconds(directives.get('max-age')) ?? Infinity;
  return Math.max(
    -ttl,
    ageOf(entry, now) - maxAge,
    (deltaSeconds(directives.get('min-fresh')) ?? -Infinity) - ttl,
  );
}

/** Seconds of staleness that the request or the origin allows. */
function allowedStaleness({ entry, invalidated }: Candidate, { directives }: Wanted): number {
  if (invalidated) return invalidated === 'soft' ? Infinity : -Infinity;
  const stale = directives.get('max-stale');
  const own = directives.has('max-age') || directives.has('min-fresh') ? 0 : entry.expire - entry.revalidate;
  return Math.max(own, stale === '' ? Infinity : (deltaSeconds(stale) ?? 0));
}

/**
 * Whether the request accepts only a response that the origin has confirmed. Navigations, reloads too, accept others.
 */
const requiresValidation = ({ directives, cache, navigates }: Wanted): boolean =>
  !navigates && (directives.has('no-cache') || cache === 'no-cache' || cache === 'reload');

export function decideByOrigin(stored: Candidate | undefined, wanted: Wanted, now: number): PrivateDecision {
  const { cache, history, online } = wanted;
  const onlyIfCached = wanted.directives.has('only-if-cached') || cache === 'only-if-cached';
  const none: PrivateDecision = { do: onlyIfCached ? 'fail' : 'ask' };
  if (!stored || cache === 'reload') return none;

  const { entry } = stored;
  const { directives } = responseDirectives(stored.fields);
  const staleSeconds = staleness(stored, wanted, now);
  const fresh = !isNoCache(directives) && !stored.invalidated && staleSeconds <= 0 && ttlOf(entry, now) > 0;
  const reloads = cache === 'no-cache';
  // RFC 8246: a reload need not confirm an immutable response while it is fresh.
  const checks = wanted.directives.has('no-cache') || (reloads && !directives.has('immutable'));
  if (fresh && !checks) return { do: 'serve', regenerate: false };
  if (history || cache === 'force-cache' || cache === 'only-if-cached')
    return { do: 'serve', detail: fresh ? undefined : 'history', regenerate: false };
  if (isStrict(directives)) return none;
  if (!checks && !reloads && staleSeconds < allowedStaleness(stored, wanted))
    return { do: 'serve', detail: 'stale', regenerate: !isAhead(entry.retryAt, now) };
  return !online && !requiresValidation(wanted)
    ? { do: 'serve', detail: 'offline', regenerate: false }
    : none;
}

/**
 * Whether the stored response may be served when the origin fails or is unreachable: unless the origin or the request
 * forbids it, and within `stale-if-error` if either gives one (RFC 5861 §4, rules 10 and 14).
 */
export function mayServeStaleIfError({ entry, fields }: Candidate, wanted: Wanted, now: number): boolean {
  const { directives } = responseDirectives(fields);
  if (isStrict(directives) || requiresValidation(wanted)) return false;
  const windows = [directives, wanted.directives].map((from) => deltaSeconds(from.get('stale-if-error')));
  const named = windows.filter((seconds) => seconds !== undefined);
  return !named.length || !wanted.online || -ttlOf(entry, now) < Math.max(...named);
}
