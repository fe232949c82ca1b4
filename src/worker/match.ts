/** Which route takes a URL. */
import type { ResolvedRoute } from '../config/resolve.js';
import type { RouteMatch } from '../config/types.js';

export type Params = Record<string, string>;

/** The named groups where the URL matches. */
export type Matcher = (url: URL, request: Request) => Params | undefined;

/** Groups that took no part in the match have no value. */
const named = (groups: Record<string, string | undefined> = {}): Params =>
  Object.fromEntries(
    Object.entries(groups).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );

/** What `URLPattern` takes, for the matches that it can tell. */
export const patternOf = (match: RouteMatch): URLPatternInit | undefined =>
  typeof match === 'string' ? { pathname: match } : isPattern(match) ? match : undefined;

const isPattern = (match: RouteMatch): match is URLPatternInit =>
  typeof match === 'object' && !(match instanceof RegExp);

/** Compiles a route's `match` once. */
export function compileMatch(match: RouteMatch): Matcher {
  if (globalThis.ISR_FUNCTIONS !== false && typeof match === 'function')
    return (url, request) => {
      const matched = match({ url, request });
      return matched === true ? {} : matched || undefined;
    };
  if (globalThis.ISR_REGEXPS !== false && match instanceof RegExp)
    return ({ pathname }) => {
      const found = pathname.match(match);
      return found ? named(found.groups) : undefined;
    };
  const pattern = new URLPattern(patternOf(match));
  return (url) => {
    const found = pattern.exec(url.href);
    return found ? named({ ...found.search.groups, ...found.pathname.groups }) : undefined;
  };
}

/** A page's URL with the route that takes it. */
export interface Found {
  route: ResolvedRoute;
  params: Params;
}
