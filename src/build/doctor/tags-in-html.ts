/** Reads tags from a page's HTML, as far as the doctor needs them. */
import { decoded } from '../../core/http/html.js';

/** How many characters of a page are searched. This bounds the time for malformed pages. */
const MAX_PAGE_LENGTH = 1_000_000;
/** The inside of a tag: attributes, values. The limits bound the time for malicious pages. */
const INSIDE = `(?:[^<>"']|"[^"]{0,8000}"|'[^']{0,8000}'){0,2000}`;

/** The start tags of these elements, attributes included. @example tagsIn(html, 'a|area') */
export const tagsIn = (html: string, names: string): string[] =>
  html.slice(0, MAX_PAGE_LENGTH).match(new RegExp(`<(?:${names})\\s${INSIDE}>`, 'gi')) ?? [];

/** The value of an attribute in a tag's text; `''` if it has no value. */
export function attributeOf(tag: string, name: string): string | undefined {
  const value = `\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`;
  const found = new RegExp(`\\s${name}(?:${value}|(?=[\\s>/]))`, 'i').exec(tag);
  return found ? decoded(found[1] ?? found[2] ?? found[3] ?? '') : undefined;
}
