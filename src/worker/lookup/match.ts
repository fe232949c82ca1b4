/** Which route takes a URL. */
import type { ResolvedRoute } from '../../config/resolve.js';
import type { PatternInit, RouteMatch } from '../../config/types.js';
import { normalEscapes } from '../../core/cache/key.js';

export type Params = Record<string, string>;

/** The named groups where the URL matches. */
export type Matcher = (url: URL, request: Request) => Params | undefined;

/** What can't be decoded stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Groups that took no part in the match have no value. */
const named = (groups: Record<string, string | undefined> = {}): Params =>
  Object.fromEntries(
    Object.entries(groups).flatMap(([name, text]) => (text === undefined ? [] : [[name, decoded(text)]])),
  );

const isInit = (match: RouteMatch): match is PatternInit =>
  typeof match === 'object' && !(match instanceof RegExp);

/** What `URLPattern` takes, for the matches that it can tell; percent-encodings as those of URLs (rule 5). */
export function patternOf(match: RouteMatch): URLPatternInit | undefined {
  const init = typeof match === 'string' ? { pathname: match } : match;
  if (!isInit(init)) return undefined;
  const parts = Object.entries<string | undefined>({ ...init });
  return Object.fromEntries(parts.map(([part, text]) => [part, text && normalEscapes(text)]));
}

function matcherFor(match: RouteMatch): Matcher {
  if (typeof match === 'function')
    return (url, request) => {
      const matched = match({ url, request });
      return matched === true ? {} : matched || undefined;
    };
  if (match instanceof RegExp)
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

/** Compiles a route's `match` once. URLs that differ in how they are encoded match alike. */
export function compileMatch(match: RouteMatch): Matcher {
  const matcher = matcherFor(match);
  return (url, request) => matcher(url.href.includes('%') ? new URL(normalEscapes(url.href)) : url, request);
}

/** A page's URL with the route that takes it. */
export interface MatchedRoute {
  route: ResolvedRoute;
  params: Params;
}
