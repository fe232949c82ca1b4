/** Who decides for how long a page is fresh and may be served (rule 3). */
import { parseCacheControl, seconds, targetedDirectives, type Directives } from './cache-control.js';
import type { HeaderSource } from './entry.js';
import type { Rule } from './rule.js';

/** In seconds since the page was generated. */
export interface Lifetime {
  readonly revalidate: number;
  readonly expire: number;
}

/** What directives say; `revalidate` is undefined where they are silent. */
function spoken(directives: Directives, shared: boolean): { revalidate?: number; window?: number } {
  if (directives.has('no-cache')) return { revalidate: 0, window: 0 };
  const revalidate = (shared ? seconds(directives, 's-maxage') : undefined) ?? seconds(directives, 'max-age');
  const window = directives.has('must-revalidate') ? 0 : seconds(directives, 'stale-while-revalidate');
  return { revalidate, window };
}

/** The lifetime of an answer with this status and these headers, on this route. */
export function lifetimeOf(rule: Rule, status: number, headers: HeaderSource): Lifetime {
  // Rule 18: a page that came back must not hide behind an old 404, so not-found pages are never served stale.
  if (status !== 200) return { revalidate: rule.notFoundRevalidate, expire: rule.notFoundRevalidate };
  const targeted = targetedDirectives(headers);
  const target = targeted && spoken(targeted, rule.sharedMaxAge);
  if (target?.revalidate !== undefined) {
    const { revalidate, window } = target;
    return {
      revalidate,
      expire: window === undefined ? Math.max(rule.expire, revalidate) : revalidate + window,
    };
  }
  if (rule.revalidate !== 'origin') return { revalidate: rule.revalidate, expire: rule.expire };
  const plain = spoken(parseCacheControl(headers.get('cache-control') ?? ''), rule.sharedMaxAge);
  const revalidate = plain.revalidate ?? 0;
  return { revalidate, expire: revalidate + (plain.window ?? 0) };
}
