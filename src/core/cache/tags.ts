/** A page's tags: names under which it is found again (rule 4). */
import type { HeaderSource } from './entry.js';
import { textOf } from '../policy/route/stored-headers.js';
import { parseList } from '../http/structured-fields.js';

/**
 * The route's tags, those of `ISR-Tags` and `Cache-Tag` (comma separated; CDNs strip the latter), and of `Cache-Groups`
 * (a list of strings, RFC 9875 §2). The page's path, a tag as well, is in the entry's `url`.
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
