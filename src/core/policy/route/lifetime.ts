/** Who decides for how long a page is fresh and may be served, on routes that name a number (rule 3). */
import { deltaSeconds, targetedDirectives, type Directives } from '../../http/cache-control.js';
import type { HeaderSource } from '../../http/headers.js';
import type { Lifetime } from '../policy.js';
import type { Rule } from '../../cache/rule.js';

/**
 * What directives say, undefined where they are silent. `window`: for how long a stale page is served (RFC 5861 §3).
 * `stale-if-error` changes nothing: after a failure the old page is served at any age (rules 10 and 14).
 */
function lifetimeFromDirectives(directives: Directives): { revalidate?: number; window?: number } {
  const seconds = (name: string): number | undefined => deltaSeconds(directives.get(name));
  if (directives.has('no-cache')) return { revalidate: 0, window: 0 };
  return {
    revalidate: seconds('max-age'),
    window: directives.has('must-revalidate') ? 0 : seconds('stale-while-revalidate'),
  };
}

/** The lifetime of an answer with this status and these headers, on this route. */
export function lifetimeOf(rule: Rule, status: number, headers: HeaderSource): Lifetime {
  const found = status === 200;
  const own = (found ? rule.revalidate : rule.notFoundRevalidate) as number;
  const directives = targetedDirectives(headers);
  const said = directives ? lifetimeFromDirectives(directives) : {};
  const revalidate = said.revalidate ?? own;
  // Rule 18: a page that came back must not hide behind an old 404, so not-found pages are never served stale.
  const window = found ? said.window : 0;
  return {
    revalidate,
    expire: window === undefined ? Math.max(rule.expire, revalidate) : revalidate + window,
  };
}
