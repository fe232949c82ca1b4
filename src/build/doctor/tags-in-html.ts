/** Reads tags of a page's HTML: only as much as the doctor looks for. */
import { decoded } from '../../core/html.js';

/** Finds the start tags of these elements, attributes included. @example startTags('a|area') */
export const startTags = (names: string): RegExp =>
  new RegExp(`<(?:${names})\\s(?:[^>"']|"[^"]*"|'[^']*')*>`, 'gi');

/** The value of an attribute in the text of a tag; `''` for one without a value. */
export function attributeOf(tag: string, name: string): string | undefined {
  const value = `\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`;
  const found = new RegExp(`\\s${name}(?:${value}|(?=[\\s>/]))`, 'i').exec(tag);
  return found ? decoded(found[1] ?? found[2] ?? found[3] ?? '') : undefined;
}
