/** Reads tags of a page's HTML: only as much as the doctor looks for. */
import { decoded } from '../../core/http/html.js';

/** How much of a page is looked through, in characters. What is malformed costs no more time than that. */
const MAX_PAGE = 1_000_000;
/** Attributes, values without quotes, and what else a tag holds: enough for any that is not made to keep us busy. */
const INSIDE = `(?:[^<>"']|"[^"]{0,8000}"|'[^']{0,8000}'){0,2000}`;

/** The start tags of these elements, attributes included. @example tagsIn(html, 'a|area') */
export const tagsIn = (html: string, names: string): string[] =>
  html.slice(0, MAX_PAGE).match(new RegExp(`<(?:${names})\\s${INSIDE}>`, 'gi')) ?? [];

/** The value of an attribute in the text of a tag; `''` for one without a value. */
export function attributeOf(tag: string, name: string): string | undefined {
  const value = `\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`;
  const found = new RegExp(`\\s${name}(?:${value}|(?=[\\s>/]))`, 'i').exec(tag);
  return found ? decoded(found[1] ?? found[2] ?? found[3] ?? '') : undefined;
}
