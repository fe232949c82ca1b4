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

/**
 * A path of whole segments, each literal or a name, with a `*` at the end at most. `URLPattern` would change none of
 * these characters. A segment that begins with a dot is left to it: it removes `/.` and `/..`.
 */
const SIMPLE_PATH = /^(?:\/(?:[\w~-][\w.~-]*|:[a-z]\w*))*(?:\/(?:[\w~-]*\*)?)?$/i;

/** Matches the pathname. @param restOf the group `0` of a match */
const regExpMatcher =
  (
    pattern: RegExp,
    restOf: (found: RegExpMatchArray, url: URL) => Record<string, string | undefined>,
  ): Matcher =>
  (url) => {
    const found = url.pathname.match(pattern);
    return found ? paramsOf({ ...restOf(found, url), ...found.groups }) : undefined;
  };

/**
 * Matches as `URLPattern` does, whose constructor takes 0.6 ms: a worker that was stopped compiles all routes before its
 * first hit. As there, the group `0` is the text of the `*`, or else the URL's query.
 */
const simpleMatcher = (path: string): Matcher =>
  regExpMatcher(
    new RegExp(
      `^${path
        .replaceAll('.', '\\.')
        .replace(/:(\w+)/g, '(?<$1>[^/]+)')
        .replace('*', '(.*)')}$`,
    ),
    (found, { search }) => ({ 0: path.endsWith('*') ? found.at(-1) : search.slice(1) }),
  );

function matcherFor(match: RouteMatch, Pattern: PatternClass): Matcher {
  if (typeof match === 'function')
    return (url, request) => {
      const matched = match({ url, request });
      return matched === true ? {} : matched || undefined;
    };
  if (match instanceof RegExp) return regExpMatcher(match, () => ({}));
  const init = patternOf(match);
  if (typeof match === 'string' && SIMPLE_PATH.test(init?.pathname ?? ''))
    return simpleMatcher(init?.pathname ?? '');
  const pattern = new Pattern(init);
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
