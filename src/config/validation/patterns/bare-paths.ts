/** Warns of a `/x/*` whose `/x` is matched by a later route, which is rarely intended. */
import { pathnameOf } from './pattern.js';
import { named, takesAllOf, wholePathname } from './reachability.js';
import type { IsrConfig, RouteConfig } from '../../types.js';

/** `/x/*` → `/x` and `/*`; also for `/x/(.*)` and `/x/:rest(.*)`. */
function split(match: unknown): { bare: string; rest: string } | undefined {
  const [, bare, rest] = /^(\/.+?)(\/(?:\*|(?::\w+)?\(\.\*\)))$/s.exec(wholePathname(match) ?? '') ?? [];
  return bare === undefined || rest === undefined ? undefined : { bare, rest };
}

/** A route with `fallback: false` needs the bare path only if its `paths` list it. */
const wantsBare = ({ fallback, paths }: RouteConfig, bare: string): boolean =>
  fallback !== false || (Array.isArray(paths) && paths.includes(bare));

/**
 * One sentence per such route, with the remedy. A later route for exactly the bare path is intended, so not reported.
 */
export function barePathWarnings({ routes }: IsrConfig): string[] {
  return routes.flatMap((route, at) => {
    const { bare = '', rest = '' } = split(route.match) ?? {};
    if (!bare || !wantsBare(route, bare)) return [];
    const taker = routes.findIndex(({ match }) => takesAllOf(match, bare));
    const later = routes[taker];
    if (!later || taker < at || pathnameOf(later.match) === bare) return [];
    return (
      `routes[${at}].match: '${bare + rest}' does not match '${bare}'; routes[${taker}] ` +
      `(${named(later.match)}) takes it. Write '${bare}{${rest}}?' to match both.`
    );
  });
}
