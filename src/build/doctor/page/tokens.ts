/** Form tokens, which belong to a session or to one view. */
import { attributeOf, tagsIn } from '../tags-in-html.js';

/** Names of such tokens in frameworks. */
const NAME =
  /csrf|xsrf|^_token$|authenticity_token|__requestverificationtoken|_wpnonce|^form_(?:key|build_id|token)$|^nonce$/i;
const MIN_TOKEN_LENGTH = 8;

/** The tokens in a page: field names and values. */
function tokensIn(html: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const tag of tagsIn(html, 'input|meta')) {
    const name = attributeOf(tag, 'name') ?? '';
    const value = attributeOf(tag, 'value') ?? attributeOf(tag, 'content') ?? '';
    if (NAME.test(name) && value.length >= MIN_TOKEN_LENGTH && !found.has(name)) found.set(name, value);
  }
  return found;
}

/** The names of the tokens that the other copy lacks, or has with another value. */
export function changedTokens(one: string, other: string): string[] {
  const others = tokensIn(other);
  return [...tokensIn(one)].filter(([name, value]) => others.get(name) !== value).map(([name]) => name);
}
