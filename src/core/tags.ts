/** A page's tags: names under which it is found again (rule 4). */
import type { HeaderSource } from './entry.js';

/** The route's tags, those of `Cache-Tag` (comma separated) and `Cache-Groups` (a list of strings, RFC 9875). */
export function tagsOf(routeTags: readonly string[], headers: HeaderSource): string[] {
  const listed = (headers.get('cache-tag') ?? '').split(',').map((tag) => tag.trim());
  const grouped = [...(headers.get('cache-groups') ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(
    ([, group = '']) => group,
  );
  return [...new Set([...routeTags, ...listed, ...grouped])].filter(Boolean);
}
