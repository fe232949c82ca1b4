/** A page's lifetime on routes that name a number: from the response, or else from the route (rule 3). */
import { deltaSeconds, targetedDirectives, type Directives } from '../../http/cache-control.js';
import type { HeaderSource } from '../../http/headers.js';
import type { Lifetime } from '../policy.js';
import type { Rule } from '../../cache/rule.js';

/**
 * The lifetime in the directives; undefined where they do not say. `window`: seconds for which a stale page is served
 * (RFC 5861 §3). `stale-if-error` has no effect: after a failure the old page is served at any age (rules 10 and 14).
 */
function lifetimeFromDirectives(directives: Directives): { revalidate?: number; window?: number } {
  const seconds = (name: string): number | undefined => deltaSeconds(directives.get(name));
  if (directives.has('no-cache')) return { revalidate: 0, window: 0 };
  return {
    revalidate: seconds('max-age'),
    window: directives.has('must-revalidate') ? 0 : seconds('stale-while-revalidate'),
  };
}

/** The lifetime of a response on this route. */
export function lifetimeOf(rule: Rule, status: number, headers: HeaderSource): Lifetime {
  const found = status === 200;
  const own = (found ? rule.revalidate : rule.notFoundRevalidate) as number;
  const directives = targetedDirectives(headers);
  const given = directives ? lifetimeFromDirectives(directives) : {};
  const revalidate = given.revalidate ?? own;
  // Rule 18: not-found pages are never served stale, so that a restored page is not hidden by an old 404.
  const window = found ? given.window : 0;
  return {
    revalidate,
    expire: window === undefined ? Math.max(rule.expire, revalidate) : revalidate + window,
  };
}
