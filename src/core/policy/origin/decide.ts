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
import { isNoCache } from './lifetime.js';

/** How a request wants its answer. */
export interface Wanted {
  /** Of its `Cache-Control`; `Pragma: no-cache` counts where there is none (RFC 9111 §5.4). */
  readonly directives: Directives;
  /** As Fetch names the modes of its cache. */
  readonly cache: string;
  /** Back or forward, which shows what was there (RFC 9111 §6). */
  readonly history: boolean;
  readonly online: boolean;
  readonly navigates: boolean;
}

/** A stored answer. */
export interface Candidate {
  readonly entry: PageEntry;
  readonly fields: HeaderSource;
  readonly invalidated?: Mode | undefined;
}

export type PrivateDecision =
  | { do: 'serve'; detail?: 'stale' | 'offline' | 'history'; regenerate: boolean }
  /** The origin first, conditionally where something is stored. */
  | { do: 'ask' }
  /** Nothing, since the request wants nothing but what is stored. */
  | { do: 'fail' };

/** The request's directives. */
export function requestDirectives(headers: HeaderSource): Directives {
  const field = headers.get('cache-control');
  if (field === null && /no-cache/i.test(headers.get('pragma') ?? '')) return new Map([['no-cache', '']]);
  return parseCacheControl(field ?? '');
}

/** Whether the origin forbids to serve this once it is stale, whatever happens (RFC 9111 §4.2.4). */
const isStrict = (directives: Directives): boolean =>
  isNoCache(directives) || directives.has('must-revalidate');

/** By how many seconds it misses what the request wants; what is not above 0 is fresh enough. */
function staleness({ entry }: Candidate, { directives }: Wanted, now: number): number {
  // A stored answer from the future: the clock was set back since, and its age is unknown.
  if (now < entry.requestedAt) return Infinity;
  const ttl = ttlOf(entry, now);
  const oldest = deltaSeconds(directives.get('max-age')) ?? Infinity;
  return Math.max(
    -ttl,
    ageOf(entry, now) - oldest,
    (deltaSeconds(directives.get('min-fresh')) ?? -Infinity) - ttl,
  );
}

/** How many seconds the request, or the origin, lets it miss. */
function allowedStaleness({ entry, invalidated }: Candidate, { directives }: Wanted): number {
  if (invalidated) return invalidated === 'soft' ? Infinity : -Infinity;
  const stale = directives.get('max-stale');
  const own = directives.has('max-age') || directives.has('min-fresh') ? 0 : entry.expire - entry.revalidate;
  return Math.max(own, stale === '' ? Infinity : (deltaSeconds(stale) ?? 0));
}

/** Whether the request takes nothing that the origin has not confirmed. A reload of a page takes what there is. */
const requiresValidation = ({ directives, cache, navigates }: Wanted): boolean =>
  !navigates && (directives.has('no-cache') || cache === 'no-cache' || cache === 'reload');

export function decideByOrigin(stored: Candidate | undefined, wanted: Wanted, now: number): PrivateDecision {
  const { cache, history, online } = wanted;
  const only = wanted.directives.has('only-if-cached') || cache === 'only-if-cached';
  const none: PrivateDecision = { do: only ? 'fail' : 'ask' };
  if (!stored || cache === 'reload') return none;

  const { entry } = stored;
  const { directives } = responseDirectives(stored.fields);
  const lack = staleness(stored, wanted, now);
  const fresh = !isNoCache(directives) && !stored.invalidated && lack <= 0 && ttlOf(entry, now) > 0;
  const reloads = cache === 'no-cache';
  // RFC 8246: what never changes while it is fresh need not be confirmed by a reload.
  const checks = wanted.directives.has('no-cache') || (reloads && !directives.has('immutable'));
  if (fresh && !checks) return { do: 'serve', regenerate: false };
  if (history || cache === 'force-cache' || cache === 'only-if-cached')
    return { do: 'serve', detail: fresh ? undefined : 'history', regenerate: false };
  if (isStrict(directives)) return none;
  if (!checks && !reloads && lack < allowedStaleness(stored, wanted))
    return { do: 'serve', detail: 'stale', regenerate: !isAhead(entry.retryAt, now) };
  return !online && !requiresValidation(wanted)
    ? { do: 'serve', detail: 'offline', regenerate: false }
    : none;
}

/**
 * Whether it stands in for an origin that can't be reached or is in trouble: unless the origin or the request forbids
 * that, and for as long as `stale-if-error` allows, where one of them names a time (RFC 5861 §4, rules 10 and 14).
 */
export function mayServeStaleIfError({ entry, fields }: Candidate, wanted: Wanted, now: number): boolean {
  const { directives } = responseDirectives(fields);
  if (isStrict(directives) || requiresValidation(wanted)) return false;
  const windows = [directives, wanted.directives].map((said) => deltaSeconds(said.get('stale-if-error')));
  const named = windows.filter((seconds) => seconds !== undefined);
  return !named.length || !wanted.online || -ttlOf(entry, now) < Math.max(...named);
}
