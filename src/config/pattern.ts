/** The patterns of routes: which can be read at all. */
import { URLPattern as Polyfill } from 'urlpattern-polyfill/urlpattern';
import { isOptions } from './section.js';

type PatternClass = new (init: Record<string, string>) => { test(input: { pathname: string }): boolean };

/** Node has had `URLPattern` since 23.8; before it the polyfill compiles the same syntax. */
const Pattern = ((globalThis as { URLPattern?: unknown }).URLPattern ?? Polyfill) as PatternClass;

/** Compiles a pattern. @throws TypeError when its syntax is wrong. */
export const compile = (init: Record<string, string>) => new Pattern(init);

/** The pathname that a string or pattern object names; undefined for anything else. */
export function pathnameOf(match: unknown): string | undefined {
  if (typeof match === 'string') return match;
  return isOptions(match) && typeof match.pathname === 'string' ? match.pathname : undefined;
}

/** Whether a pattern can be read. */
export function isPattern(init: Record<string, string>): boolean {
  try {
    compile(init);
    return true;
  } catch {
    return false;
  }
}
