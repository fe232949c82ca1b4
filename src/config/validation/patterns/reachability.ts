/**
 * Detects routes that no request can reach, because an earlier route matches all their requests. Reports no guesses.
 */
import { compile, isPattern, pathnameOf } from './pattern.js';
import { isOptions, type Options, type Report } from '../section.js';
import { show } from '../show.js';

/** A character with a meaning in a URLPattern. */
const SYNTAX = /[:*({\\?+]/;

/** The pathname pattern of a match that has no other condition; undefined for any other match. */
export function wholePathname(match: unknown): string | undefined {
  const pathname = pathnameOf(match);
  if (pathname === undefined || (isOptions(match) && match.search !== undefined)) return undefined;
  return isPattern({ pathname }) ? pathname : undefined;
}

/** `/blog/*` → `/blog/`: every path that begins with it is matched. */
function takenPrefix(pathname: string): string | undefined {
  const [, prefix] = /^(\/.*?)(?:\*|\(\.\*\))$/.exec(pathname) ?? [];
  return prefix !== undefined && !SYNTAX.test(prefix) ? prefix : undefined;
}

/** The literal start of every URL that a pattern matches. An optional group may drop the slash before it. */
function certainPrefix(pathname: string): string {
  const literal = pathname.slice(0, pathname.search(SYNTAX) >>> 0);
  return /[:)}][\w]*[?*]|\?/.test(pathname) ? literal.replace(/\/$/, '') : literal;
}

/** Whether the earlier of two matches certainly matches every request of the later one. */
export function takesAllOf(earlier: unknown, later: unknown): boolean {
  const whole = wholePathname(earlier);
  const prefix = whole === undefined ? undefined : takenPrefix(whole);
  if (prefix === '/') return true;
  const pathname = pathnameOf(later);
  if (pathname === undefined || !isPattern({ pathname })) return false;
  if (prefix !== undefined && certainPrefix(pathname).startsWith(prefix)) return true;
  if (SYNTAX.test(pathname)) return false;
  if (whole !== undefined) return compile({ pathname: whole }).test({ pathname });
  return earlier instanceof RegExp && !earlier.global && !earlier.sticky && earlier.test(pathname);
}

function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof RegExp || other instanceof RegExp) {
    return one instanceof RegExp && other instanceof RegExp && String(one) === String(other);
  }
  if (typeof one === 'function' || typeof other === 'function') return one === other;
  const searchOf = (match: unknown) => (isOptions(match) ? match.search : undefined);
  const [pathname, search] = [pathnameOf(one), searchOf(one)];
  const isGiven = pathname !== undefined || search !== undefined;
  return isGiven && pathname === pathnameOf(other) && search === searchOf(other);
}

/** A match as it appears in messages. */
export const named = (match: unknown): string => {
  const pathname = pathnameOf(match);
  if (pathname !== undefined) return show(pathname);
  return isOptions(match) ? `{ search: ${show(match.search)} }` : show(match);
};

export function reachability({ routes }: Options, report: Report): void {
  if (!Array.isArray(routes)) return;
  const matches = routes.map((route: unknown) => (isOptions(route) ? route.match : undefined));
  matches.forEach((match, index) => {
    if (match === undefined) return;
    const before = matches.slice(0, index);
    const twin = before.findIndex((one) => isSame(one, match));
    const taker = before.findIndex((one) => takesAllOf(one, match));
    const first = `routes[${twin >= 0 ? twin : taker}]`;
    if (twin >= 0) {
      report(['routes', index, 'match'], `duplicate: ${first}.match is ${named(match)} too. Remove one.`);
    } else if (taker >= 0) {
      const why = `unreachable: ${first} (${named(before[taker])}) takes every request of ${named(match)}`;
      report(['routes', index, 'match'], `${why}. Move this route before it, or remove it.`);
    }
  });
}
