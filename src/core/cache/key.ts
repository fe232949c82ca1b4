/** The key of a stored page (rule 5). */
import { nameOf, type QueryRule } from '../http/no-vary-search.js';

const TRACKING =
  /^(?:utm_.*|(?:d|fb|g|tt|tw|y)clid|msclkid|gclsrc|[gw]braid|mc_[ce]id|igshid|li_fat_id|_g[al])$/s;

function keeps(name: string, { allowQuery, ignoreQuery = [] }: QueryRule): boolean {
  if (allowQuery) return allowQuery.includes(name);
  const ignored = ignoreQuery.some((given) =>
    given.endsWith('*') ? name.startsWith(given.slice(0, -1)) : given === name,
  );
  return !ignored && !TRACKING.test(name);
}

/**
 * URL text with its percent-encodings in one form (RFC 3986 §6.2.2): hex digits in upper case, unreserved characters
 * decoded. Reserved characters, and a `%` that encodes nothing, stay as they are.
 * @example normalEscapes('/%d0%bf/%7Eann%2f') // '/%D0%BF/~ann%2F'
 */
export const normalEscapes = (text: string): string =>
  // After a stray `%` or `%4`, a decoded digit would complete an encoding.
  text.replace(/(?<!%[\da-f]?)%[\da-f]{2}/gi, (code) => {
    const char = String.fromCharCode(parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(char) ? char : code.toUpperCase();
  });

/**
 * The URL that is looked up and fetched: without fragment and tracking parameters, other parameters sorted by name,
 * percent-encodings in one form. The rest is unchanged (`?a` does not become `?a=`): servers may distinguish the two.
 * @example canonicalUrl('https://x.y/p?b=2&utm_source=z&a=1#top', {}) // 'https://x.y/p?a=1&b=2'
 */
export function canonicalUrl(given: string, rule: QueryRule): string {
  const url = new URL(normalEscapes(given));
  const named = url.search
    .slice(1)
    .split('&')
    .map((pair) => [nameOf(pair), pair] as const)
    .filter(([name, pair]) => pair && keeps(name, rule))
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  url.hash = '';
  const kept = named.map(([, pair]) => pair).join('&');
  url.search = kept && `?${kept}`;
  return url.href;
}

/** The scope of one deployment and one user; the keys of all their pages begin with it. */
export const scopeOf = (deployment: string, partition: string): string => `${deployment}\n${partition}`;

/** The deployment of a scope. */
export const deploymentOf = (scope: string): string => scope.slice(0, scope.indexOf('\n'));

/** The key of the entry that says which query parameters of a path count. */
export const searchKeyOf = (scope: string, url: string): string => `${scope}\n${url.replace(/\?.*/s, '')}\n?`;

/** The key of a page; `variant` is empty for pages that do not vary. */
export const keyOf = (scope: string, url: string, variant = ''): string =>
  `${scope}\n${url}${variant && `\n${variant}`}`;
