/**
 * Invalidation marks (rules 4 and 31). A mark is one small row whose name is a tag, a path, or a path prefix. A page is
 * compared with the marks when it is read, so marking a tag costs the same however many pages carry it.
 *
 * Marks are numbered. A page stores the number of the last mark before its request started: its fence. Marks with a
 * higher number invalidate the page. The order is by number, because clocks are set back and tick too slowly.
 */

import { normalEscapes } from './key.js';

/** `soft`: served once more while it is regenerated; `hard`: the origin is asked first. */
export type Mode = 'soft' | 'hard';

/** The numbers of the last soft and the last hard mark under a name; 0 if there is none. */
export interface Mark extends Readonly<Record<Mode, number>> {
  /** When the later of the two was made, in milliseconds since the epoch; missing in rows of older versions. */
  readonly at?: number;
}

/** The name of the mark that covers every page. */
export const EVERYTHING = '/*';

export const tagMark = (tag: string): string => `#${tag}`;

/** The mark name of a path, with or without a query. Percent-encodings are normalized. */
export const pathMark = normalEscapes;

/** Deeper prefixes are cut to so many segments: they cover more pages, and no page has more marks. */
const MAX_DEPTH = 100;

/** The mark name of a path and everything below it. A trailing slash makes no difference. */
export const prefixMark = (pathname: string): string => {
  const segments = pathMark(pathname).split('/', MAX_DEPTH + 1);
  return `${segments.join('/').replace(/(?<!\/)\/+$/, '')}/*`;
};

/** The names of all marks that can invalidate a page. */
export function marksOn({ url, tags }: { url: string; tags: readonly string[] }): string[] {
  const { pathname, search } = new URL(pathMark(url));
  const names = [...tags.map(tagMark), pathname, EVERYTHING];
  if (search) names.push(pathname + search);
  for (let at = 0, depth = 0; depth < MAX_DEPTH && (at = pathname.indexOf('/', at + 1)) > 0; depth++)
    names.push(`${pathname.slice(0, at)}/*`);
  if (!pathname.endsWith('/')) names.push(`${pathname}/*`);
  return names;
}

/** How these marks invalidate a page whose fence is `fence`; undefined if they do not. */
export function invalidatedBy(marks: readonly (Mark | undefined)[], fence: number): Mode | undefined {
  // Negated, because pages of older versions have no fence: every mark invalidates them. So does a damaged mark.
  const isAfter = (mode: Mode): boolean =>
    marks.some((mark) => mark && mark[mode] !== 0 && !(mark[mode] <= fence));
  return isAfter('hard') ? 'hard' : isAfter('soft') ? 'soft' : undefined;
}

/** When a page was generated, in milliseconds since the epoch, from its `Age` in whole seconds. */
export const generatedAt = (requestedAt: number, initialAge: number): number =>
  requestedAt - initialAge * 1000;

/**
 * Whether the response's `Age` shows that it was generated before a mark, although it was requested after it: a CDN
 * that was not purged yet served an old copy (rule 4). A response without `Age` came from the origin itself. Marks made
 * after the request are not considered here: the page's fence covers them.
 * @param markedAt milliseconds since the epoch; 0 if there is no mark
 * @param requestedAt milliseconds since the epoch
 * @param initialAge seconds
 */
export const isGeneratedBefore = (markedAt: number, requestedAt: number, initialAge: number): boolean =>
  initialAge > 0 && markedAt <= requestedAt && generatedAt(requestedAt, initialAge) < markedAt;
