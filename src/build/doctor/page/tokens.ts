/** Tokens of forms, which belong to a session or to one view. */
import { attributeOf, tagsIn } from '../tags-in-html.js';

/** Names that frameworks give such tokens. */
const NAME =
  /csrf|xsrf|^_token$|authenticity_token|__requestverificationtoken|_wpnonce|^form_(?:key|build_id|token)$|^nonce$/i;
const SHORTEST = 8;

/** The tokens in a page: the name of each field, and its value. */
function tokensIn(html: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const tag of tagsIn(html, 'input|meta')) {
    const name = attributeOf(tag, 'name') ?? '';
    const value = attributeOf(tag, 'value') ?? attributeOf(tag, 'content') ?? '';
    if (NAME.test(name) && value.length >= SHORTEST && !found.has(name)) found.set(name, value);
  }
  return found;
}

/** The names of the tokens that have another value in the other copy, or none. */
export function changedTokens(one: string, other: string): string[] {
  const others = tokensIn(other);
  return [...tokensIn(one)].filter(([name, value]) => others.get(name) !== value).map(([name]) => name);
}
