/** Puts routes into an order in which each can match. */
import type { FoundRoute } from '../types.js';

const RANKS: readonly [pattern: RegExp, rank: number][] = [
  [/\{\/\*\}\?$/, 1],
  [/\*/, 1],
  [/^:/, 2],
];

/** The rank of a path that has ended. */
const END = 4;

/** Of each segment, how exact it is: a text 3, a parameter 2, a star 1. */
function ranksOf(match: string | RegExp): number[] {
  if (match instanceof RegExp) return [1];
  const segments = match.replace('{/*}?', '/*').split('/').slice(1);
  return segments.map((segment) => RANKS.find(([pattern]) => pattern.test(segment))?.[1] ?? 3);
}

/** A RegExp that keeps pages out of the store comes before all: what it means for other routes is not computed. */
const isExclusion = ({ match, revalidate }: FoundRoute): boolean =>
  match instanceof RegExp && revalidate === 0;

/** The more exact one first: segment by segment, then the longer one. */
function compare(a: FoundRoute, b: FoundRoute): number {
  if (isExclusion(a) !== isExclusion(b)) return isExclusion(a) ? -1 : 1;
  const [left, right] = [ranksOf(a.match), ranksOf(b.match)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    // The end is the most exact: `/docs` comes before `/docs/*`, which takes it too.
    const difference = (right[at] ?? END) - (left[at] ?? END);
    if (difference !== 0) return difference;
  }
  return 0;
}

const seconds = (value: FoundRoute['revalidate']): number => {
  if (value === false) return Infinity;
  if (typeof value === 'number') return value;
  const [, amount = '5', unit = 'm'] = /^(\d+)([smhd])$/.exec(value ?? '5m') ?? [];
  return Number(amount) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[unit] ?? 60);
};

/** Whether a personal area holds the route. */
const isWithin = ({ match }: FoundRoute, area: string): boolean =>
  typeof match === 'string' &&
  (match === area || match.startsWith(`${area}/`) || match.startsWith(`${area}{`));

/** Of routes with one pattern, the one with the shortest time; none that a personal area takes. */
export function orderRoutes(routes: readonly FoundRoute[], personal: readonly string[]): FoundRoute[] {
  const byMatch = new Map<string, FoundRoute>();
  for (const route of routes) {
    if (personal.some((area) => isWithin(route, area))) continue;
    const key = String(route.match);
    const other = byMatch.get(key);
    if (!other || seconds(route.revalidate) < seconds(other.revalidate)) byMatch.set(key, route);
  }
  return [...byMatch.values()].sort(compare);
}
