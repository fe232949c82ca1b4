/** Whether a request is for the URL under which its page is stored. */
import type { Target } from '../lookup/target.js';

/** The URL without its fragment, its parameters sorted. */
function withSortedQuery(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}?${search.slice(1).split('&').sort().join('&')}`;
}

/**
 * Whether the visitor requested the canonical URL. A parameter that the canonical URL leaves out may change the page,
 * unless `No-Vary-Search` says that it does not (rule 5).
 */
export const isCanonical = ({ url }: Request, { url: canonical, hasSearchRule }: Target): boolean =>
  hasSearchRule === true || withSortedQuery(url) === withSortedQuery(canonical);
