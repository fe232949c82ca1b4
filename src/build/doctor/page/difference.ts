/** The place where two copies of a page differ, for people. */
import { type Copy, withoutNonces } from '../../../core/cache/proof.js';

/** Characters of each copy that are shown. */
const EXCERPT_LENGTH = 50;
/** Characters before the difference that are shown with it. */
const LEAD_LENGTH = 20;
/** Characters of a tag that are shown. */
const MAX_TAG_LENGTH = 90;

/** The bytes of a page as UTF-8 text, without incomplete characters at its ends. */
const readable = (bytes: string): string =>
  Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\ufffd', '').replace(/\s+/g, ' ');

/** The tag in which, or after which, a position of the page is. */
function placeOf(text: string, at: number): string {
  const line = text.slice(0, at).split('\n').length;
  const open = text.lastIndexOf('<', at - 1);
  if (open < 0) return `line ${line}`;
  const close = text.indexOf('>', open);
  const isAfter = close >= 0 && close < at;
  const end = isAfter ? close + 1 : at;
  const shown = Math.min(end, open + MAX_TAG_LENGTH);
  const cut = isAfter && shown === end ? '' : '…';
  return `line ${line}, ${isAfter ? 'after' : 'in'} ${readable(text.slice(open, shown))}${cut}`;
}

/** The words at a position, within one text or attribute value. */
function wordsAt(text: string, at: number): string {
  const before = /[^<>"]*$/.exec(text.slice(Math.max(0, at - LEAD_LENGTH), at))?.[0] ?? '';
  const after = /^[^<>"]*/.exec(text.slice(at, at + EXCERPT_LENGTH))?.[0] ?? '';
  return `“${readable(before + after)}”`;
}

function firstPlace(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** The first difference; undefined if the two have the same bytes, nonces aside. */
export function describeDifference(one: Copy, other: Copy): string | undefined {
  const [a, b] = [withoutNonces(one), withoutNonces(other)];
  if (a === b) return undefined;
  const at = firstPlace(a, b);
  return `${placeOf(a, at)}: ${wordsAt(a, at)} and ${wordsAt(b, at)}`;
}

/** The tags, attributes and words of a copy. */
const partsOf = (copy: Copy): string[] =>
  withoutNonces(copy).split(/(?=<)|(?<=>)|\s+|(?=["'=&;])|(?<=["'=&;])/);

/**
 * Whether the visitor's copy differs from one without cookies in more than the parts that differ between any two
 * copies. Undefined if that is uncertain, because the copies have different structures.
 */
export function differsBeyond(own: Copy, [one, other]: readonly [Copy, Copy]): boolean | undefined {
  const [mine, first, second] = [partsOf(own), partsOf(one), partsOf(other)];
  if (first.length !== second.length) return undefined;
  if (mine.length !== first.length) return true;
  return mine.some((part, at) => part !== first[at] && first[at] === second[at]);
}
