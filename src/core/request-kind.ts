/** What kind of request it is: a page's, or a part of one (rules 11 and 30). */
import type { HeaderSource } from './entry.js';

/** Headers that a request for a whole page may carry: any other may ask for something else than the page. */
const PLAIN =
  /^(?:accept|accept-(?:language|encoding)|cache-control|pragma|priority|dnt|(?:x-)?(?:sec-)?purpose|sec-.*|user-agent|referer|save-data|upgrade-insecure-requests|x-turbo-request-id|x-livewire-navigate|x-barba|x-requested-with: ?swup)$/i;
/** Headers by which frameworks ask for a fragment or for data. */
const FRAGMENT =
  /^(?:rsc|next-.*|hx-.*|turbo-frame|x-inertia.*|x-up-.*|x-pjax.*|x-requested-with: ?xmlhttprequest)$/i;
const PARTIAL_URL = /\/_next\/data\/|\/(?:__data|_payload)\.json(?:\?|$)|[?&]_rsc=/;

type Path = { pathname: string; search: string };
type Fields = HeaderSource & Iterable<readonly [string, string]>;

/** Whether a framework asks for a fragment or for data, as far as that can be told by name. */
export const isFragment = ({ pathname, search }: Path, headers: Fields): boolean =>
  [...headers].some(([name, value]) => FRAGMENT.test(name) || FRAGMENT.test(`${name}: ${value}`)) ||
  (headers.get('accept') ?? '').includes('turbo-stream') ||
  PARTIAL_URL.test(pathname + search);

/** The headers that may ask for something else than the page. */
const unknownHeaders = (headers: Fields): string[] =>
  [...headers]
    .map(([name, value]) => `${name}: ${value}`)
    .filter((field) => !PLAIN.test(field.replace(/:.*/s, '')) && !PLAIN.test(field));

/** Whether a script asks for a fragment or for data, which never share a page's key. */
export const isPartial = (url: Path, headers: Fields): boolean =>
  unknownHeaders(headers).length > 0 || isFragment(url, headers);

/** How a script asks that takes whatever comes. */
export const ANYTHING = '*/*';

/** A path that names a file of another kind than a page. */
const FILE = /\.(?!html?$|php$|aspx?$|jsp$)[a-z\d]{1,5}$/i;

/**
 * How a script asks for what may be the page (rule 30): with headers of its own, or for anything (`Accept: *\/*`, as
 * routers do). Undefined where it asks for the page itself, for a part or for data.
 */
export function scriptedWay(url: Path, headers: Fields): string | undefined {
  const accept = headers.get('accept') ?? ANYTHING;
  const isPlain = accept.includes('text/html');
  if (isFragment(url, headers) || FILE.test(url.pathname) || !(isPlain || accept === ANYTHING))
    return undefined;
  const unknown = unknownHeaders(headers).sort();
  return isPlain && !unknown.length ? undefined : [accept, ...unknown].join('\n');
}

/** Whether a `fetch()` asks for a whole page, as Turbo Drive and Swup do. */
export const wantsPage = (headers: HeaderSource): boolean =>
  (headers.get('accept') ?? '').includes('text/html');

/** Whether the browser asks before anybody wants to see the page. */
export const isPrefetch = (headers: HeaderSource): boolean =>
  ['sec-purpose', 'x-sec-purpose', 'purpose'].some((name) => headers.get(name)?.includes('prefetch'));
