/** Where two copies of a page differ, in words for people. */
import { type Copy, withoutNonces } from '../../../core/cache/proof.js';

/** Characters of each copy that are shown. */
const SNIPPET = 50;
/** Characters before the difference that are shown with it. */
const LEAD = 20;
/** Characters of a tag that are shown. */
const MAX_TAG = 90;

/** The bytes of a page as the text that they stand for; parts of characters at its ends are dropped. */
const readable = (bytes: string): string =>
  Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\ufffd', '').replace(/\s+/g, ' ');

/** The tag in which, or after which, a place of the page stands. */
function placeOf(text: string, at: number): string {
  const line = text.slice(0, at).split('\n').length;
  const open = text.lastIndexOf('<', at - 1);
  if (open < 0) return `line ${line}`;
  const close = text.indexOf('>', open);
  const isAfter = close >= 0 && close < at;
  const end = isAfter ? close + 1 : at;
  const shown = Math.min(end, open + MAX_TAG);
  const cut = isAfter && shown === end ? '' : '…';
  return `line ${line}, ${isAfter ? 'after' : 'in'} ${readable(text.slice(open, shown))}${cut}`;
}

/** The words of a copy around a place: of the same text or value, and no more. */
function wordsAt(text: string, at: number): string {
  const before = /[^<>"]*$/.exec(text.slice(Math.max(0, at - LEAD), at))?.[0] ?? '';
  const after = /^[^<>"]*/.exec(text.slice(at, at + SNIPPET))?.[0] ?? '';
  return `“${readable(before + after)}”`;
}

function firstPlace(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** The first difference, in the page itself; undefined where the two have the same bytes but for nonces. */
export function describeDifference(one: Copy, other: Copy): string | undefined {
  const [a, b] = [withoutNonces(one), withoutNonces(other)];
  if (a === b) return undefined;
  const at = firstPlace(a, b);
  return `${placeOf(a, at)}: ${wordsAt(a, at)} and ${wordsAt(b, at)}`;
}

/** Tags, attributes and words, each by itself. */
const partsOf = (copy: Copy): string[] =>
  withoutNonces(copy).split(/(?=<)|(?<=>)|\s+|(?=["'=&;])|(?<=["'=&;])/);

/**
 * Whether the visitor's copy differs from one without cookies in more than in what differs between any two copies.
 * Undefined where that can't be told: the copies are not built alike.
 */
export function differsBeyond(own: Copy, [one, other]: readonly [Copy, Copy]): boolean | undefined {
  const [mine, first, second] = [partsOf(own), partsOf(one), partsOf(other)];
  if (first.length !== second.length) return undefined;
  if (mine.length !== first.length) return true;
  return mine.some((part, at) => part !== first[at] && first[at] === second[at]);
}
