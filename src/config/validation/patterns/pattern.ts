/** Compiles the patterns of routes. */
import { URLPattern as Polyfill } from 'urlpattern-polyfill/urlpattern';
import { isOptions } from '../section.js';

/** Node has `URLPattern` since 23.8. In older versions the polyfill compiles the same syntax. */
export const Pattern = (globalThis as { URLPattern?: typeof Polyfill }).URLPattern ?? Polyfill;

/** Compiles a pattern. @throws TypeError if its syntax is invalid. */
export const compile = (init: Record<string, string>) => new Pattern(init);

/** The pathname of a string or a pattern object; undefined for any other match. */
export function pathnameOf(match: unknown): string | undefined {
  if (typeof match === 'string') return match;
  return isOptions(match) && typeof match.pathname === 'string' ? match.pathname : undefined;
}

/** The custom groups of a pattern, with their parentheses. */
function groupsIn(pattern: string): string[] {
  const groups: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of pattern.matchAll(/\\.|[()]/gsu)) {
    if (token === '(' && depth++ === 0) start = index;
    if (token === ')' && --depth === 0) groups.push(pattern.slice(start, index + 1));
  }
  return groups;
}

const isRegExp = (source: string, flags: string): boolean => {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
};

/**
 * The first custom group that the polyfill accepts (RegExp flag `u`) and browsers reject (flag `v`).
 * @example unreadableGroup('/:slug([\\w-]+)') // '([\\w-]+)'
 */
export const unreadableGroup = (pattern: string): string | undefined =>
  groupsIn(pattern).find((group) => isRegExp(group, 'u') && !isRegExp(group, 'v'));

/** Whether a pattern is valid. */
export function isPattern(init: Record<string, string>): boolean {
  try {
    compile(init);
    return true;
  } catch {
    return false;
  }
}
