/**
 * What was marked as out of date, and which pages that concerns (rules 4 and 31). A mark is one small row under a
 * name: a tag, a path, or all below a path. A page is compared with the marks under its own names when it is read, so
 * that marking a tag costs the same however many pages carry it.
 *
 * Marks are numbered, and a page remembers the last number before its request started: a page that was asked for
 * before a mark is out of date, whenever it came. Numbers, since clocks are set back and tick too slowly.
 */

import { normalEscapes } from './key.js';

/** `soft`: served once more while it is regenerated; `hard`: the origin is asked first. */
export type Mode = 'soft' | 'hard';

/** The number of the last mark of each kind under a name; 0 where there is none. */
export interface Mark extends Readonly<Record<Mode, number>> {
  /** When the last of them was made, in milliseconds since the epoch; missing in rows of older versions. */
  readonly at?: number;
}

/** The name under which all pages are. */
export const EVERYTHING = '/*';

export const tagMark = (tag: string): string => `#${tag}`;

/** A path, or a path with its query, whose percent-encodings do not matter. */
export const pathMark = normalEscapes;

/** All below a path, and the path itself; whether it ends in a slash does not matter. */
export const prefixMark = (pathname: string): string => `${pathMark(pathname).replace(/\/+$/, '')}/*`;

/** The names under which a page is out of date. */
export function marksOn({ url, tags }: { url: string; tags: readonly string[] }): string[] {
  const { pathname, search } = new URL(pathMark(url));
  const names = [...tags.map(tagMark), pathname, EVERYTHING];
  if (search) names.push(pathname + search);
  for (let at = 0; (at = pathname.indexOf('/', at + 1)) > 0;) names.push(`${pathname.slice(0, at)}/*`);
  if (!pathname.endsWith('/')) names.push(`${pathname}/*`);
  return names;
}

/** What these marks make of a page that was asked for after the mark number `fence`. */
export function invalidatedBy(marks: readonly (Mark | undefined)[], fence: number): Mode | undefined {
  // Negated, since a page that was stored before there were marks has no number, and is older than all.
  const isAfter = (mode: Mode): boolean => marks.some((mark) => mark && mark[mode] && !(mark[mode] <= fence));
  return isAfter('hard') ? 'hard' : isAfter('soft') ? 'soft' : undefined;
}

/** When a page was generated, in milliseconds since the epoch, by its `Age`, which is in whole seconds. */
export const generatedAt = (requestedAt: number, initialAge: number): number =>
  requestedAt - initialAge * 1000;

/**
 * Whether the `Age` of an answer says that it was generated before a mark, though it was asked for after it: a CDN that
 * was not purged yet gave it (rule 4). An answer without an `Age` came from the origin itself. A mark that was made
 * after the request is none of this: the page's fence tells.
 * @param markedAt milliseconds since the epoch; 0 where there is no mark
 * @param requestedAt milliseconds since the epoch
 * @param initialAge seconds
 */
export const isGeneratedBefore = (markedAt: number, requestedAt: number, initialAge: number): boolean =>
  initialAge > 0 && markedAt <= requestedAt && generatedAt(requestedAt, initialAge) < markedAt;
