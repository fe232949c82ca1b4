/** Under which key a page is stored (rule 5). */

const TRACKING =
  /^(?:utm_.*|(?:d|fb|g|tt|tw|y)clid|msclkid|gclsrc|[gw]braid|mc_[ce]id|igshid|li_fat_id|_g[al])$/s;

export interface QueryRule {
  /** The only parameters kept; undefined: all but those ignored. */
  readonly allowQuery?: readonly string[];
  /** Parameters dropped besides the tracking ones; a final `*` stands for any ending. */
  readonly ignoreQuery?: readonly string[];
}

function keeps(name: string, { allowQuery, ignoreQuery = [] }: QueryRule): boolean {
  if (allowQuery) return allowQuery.includes(name);
  const ignored = ignoreQuery.some((given) =>
    given.endsWith('*') ? name.startsWith(given.slice(0, -1)) : given === name,
  );
  return !ignored && !TRACKING.test(name);
}

/**
 * Text of a URL with its percent-encodings in their one form (RFC 3986 §6.2.2): digits in upper case, unreserved
 * characters as themselves. What would change the meaning stays: reserved characters, and a `%` that encodes nothing.
 * @example normalEscapes('/%d0%bf/%7Eann%2f') // '/%D0%BF/~ann%2F'
 */
export const normalEscapes = (text: string): string =>
  // After a stray `%` or `%4` a decoded digit would make an encoding of both.
  text.replace(/(?<!%[\da-f]?)%[\da-f]{2}/gi, (code) => {
    const char = String.fromCharCode(parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(char) ? char : code.toUpperCase();
  });

/** The decoded name of `name=value`. */
export function nameOf(pair: string): string {
  // The `&` keeps a `?` at the start of a name from being taken for the search's own.
  const [name = ''] = new URLSearchParams(`&${pair}`).keys();
  return name;
}

/**
 * The URL that is looked up, and fetched: without fragment and tracking parameters, the others sorted by name, and
 * percent-encodings in one form. All else is kept to the letter (`?a` does not become `?a=`): servers tell them apart.
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

/** Pages of one deployment and one user; every key of theirs begins with it. */
export const scopeOf = (deployment: string, partition: string): string => `${deployment}\n${partition}`;

/** The deployment that a scope belongs to. */
export const deploymentOf = (scope: string): string => scope.slice(0, scope.indexOf('\n'));

/** The key of what is known of the queries of a page's path. */
export const searchKeyOf = (scope: string, url: string): string => `${scope}\n${url.replace(/\?.*/s, '')}\n?`;

/** The key of a page; `variant` is empty for pages that do not vary. */
export const keyOf = (scope: string, url: string, variant = ''): string =>
  `${scope}\n${url}${variant && `\n${variant}`}`;
