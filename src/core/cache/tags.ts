/** A page's tags (rule 4). */
import type { HeaderSource } from '../http/headers.js';
import { textOf } from '../http/headers.js';
import { parseList } from '../http/syntax/structured-fields.js';

/**
 * Tags from the route, from `ISR-Tags` and `Cache-Tag` (comma separated; CDNs strip `Cache-Tag`), and from
 * `Cache-Groups` (a list of strings, RFC 9875 §2). The page's path works as a tag too; it is in the entry's `url`.
 */
export function tagsOf(routeTags: readonly string[] = [], headers: HeaderSource): string[] {
  const listed = ['isr-tags', 'cache-tag'].flatMap((name) =>
    textOf(headers.get(name))
      .split(',')
      .map((tag) => tag.trim()),
  );
  const groups = parseList(headers.get('cache-groups') ?? '').filter((group) => typeof group === 'string');
  return [...new Set([...routeTags, ...listed, ...groups])].filter(Boolean);
}
