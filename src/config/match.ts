/** Matches URLs against a route's `match`. */
import { normalEscapes } from '../core/cache/key.js';
import type { ResolvedRoute } from './resolve.js';
import type { PatternInit, RouteMatch } from './types.js';

export type Params = Record<string, string>;

/** Returns the named groups, or undefined if the URL does not match. */
export type Matcher = (url: URL, request: Request) => Params | undefined;

/** What is used of `URLPattern`, which Node has since 23.8. */
export type PatternClass = new (init?: URLPatternInit) => Pick<URLPattern, 'exec'>;

/** Decodes percent-encodings; an invalid text is returned unchanged. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Drops the groups that took no part in the match. */
const paramsOf = (groups: Record<string, string | undefined> = {}): Params =>
  Object.fromEntries(
    Object.entries(groups).flatMap(([name, text]) => (text === undefined ? [] : [[name, decoded(text)]])),
  );

const isInit = (match: RouteMatch): match is PatternInit =>
  typeof match === 'object' && !(match instanceof RegExp);

/** The input of `URLPattern`, with normalized percent-encodings (rule 5). Undefined for functions and regular expressions. */
export function patternOf(match: RouteMatch): URLPatternInit | undefined {
  const init = typeof match === 'string' ? { pathname: match } : match;
  if (!isInit(init)) return undefined;
  const parts = Object.entries(init) as [string, string | undefined][];
  return Object.fromEntries(parts.map(([part, text]) => [part, text && normalEscapes(text)]));
}

function matcherFor(match: RouteMatch, Pattern: PatternClass): Matcher {
  if (typeof match === 'function')
    return (url, request) => {
      const matched = match({ url, request });
      return matched === true ? {} : matched || undefined;
    };
  if (match instanceof RegExp)
    return ({ pathname }) => {
      const found = pathname.match(match);
      return found ? paramsOf(found.groups) : undefined;
    };
  const pattern = new Pattern(patternOf(match));
  return (url) => {
    const found = pattern.exec(url.href);
    return found ? paramsOf({ ...found.search.groups, ...found.pathname.groups }) : undefined;
  };
}

/**
 * Compiles a route's `match`. Percent-encodings in the URL are normalized before matching.
 * @param Pattern a polyfill, for Node
 */
export function compileMatch(match: RouteMatch, Pattern: PatternClass = URLPattern): Matcher {
  const matcher = matcherFor(match, Pattern);
  return (url, request) => matcher(url.href.includes('%') ? new URL(normalEscapes(url.href)) : url, request);
}

export interface MatchedRoute {
  route: ResolvedRoute;
  params: Params;
}
