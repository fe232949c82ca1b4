/** What kind of request it is: a page's, or a part of one (rules 11 and 30). */
import type { HeaderSource } from '../cache/entry.js';

/** Headers that a request for a whole page may carry: any other may ask for something else than the page. */
const PLAIN =
  /^(?:accept|accept-(?:language|encoding)|cache-control|pragma|priority|dnt|(?:x-)?(?:sec-)?purpose|sec-.*|user-agent|referer|save-data|upgrade-insecure-requests|x-turbo-request-id|x-livewire-navigate|x-barba|x-requested-with: ?swup)$/i;
/** Headers by which frameworks ask for a fragment or for data. */
const FRAGMENT =
  /^(?:rsc|next-.*|hx-.*|turbo-frame|x-inertia.*|x-up-.*|x-pjax.*|x-requested-with: ?xmlhttprequest)$/i;
/** The paths of data that frameworks load beside their pages: Next, SvelteKit, Nuxt, React Router and Remix. */
const DATA_PATH = /\/_next\/data\/|(?:\/|\.html)__data\.json$|\/_payload\.json$|\.data$/;

type Path = { pathname: string; search: string };
type Fields = HeaderSource & Iterable<readonly [string, string]>;

/** Whether a URL is that of data that a framework loads beside its page, and so never a page's. */
export const isPartialUrl = ({ pathname, search }: Path): boolean =>
  DATA_PATH.test(pathname) || /[?&]_rsc=/.test(search);

/** Whether a framework asks for a fragment or for data, as far as that can be told by name. */
export const isFragment = (url: Path, headers: Fields): boolean =>
  [...headers].some(([name, value]) => FRAGMENT.test(name) || FRAGMENT.test(`${name}: ${value}`)) ||
  (headers.get('accept') ?? '').includes('turbo-stream') ||
  isPartialUrl(url);

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

/** What frameworks add to a page's query to ask for its data. */
const DATA_QUERY = /^(?:_rsc|_routes|x-sveltekit-[\w-]+)=|^index$/;

/**
 * The path and query of the page whose data a framework asks for, or sends a form's data to; undefined for any other
 * URL. A trailing slash is known where the framework tells of it.
 * @example pageOfDataUrl(new URL('https://x.y/a/b.data?q=1&_routes=r')) // '/a/b?q=1'
 */
export function pageOfDataUrl(url: Path): string | undefined {
  if (!isPartialUrl(url)) return undefined;
  const { pathname, search } = url;
  const path = pathname
    .replace(/\/_next\/data\/[^/]+(?:\/index(?=[/.]))?(.*)\.json$/s, '$1')
    .replace(/(?<=\/)_\.data$|(?:\/_root)?\.data$|\/_payload\.json$|\/?__data\.json$/, '');
  const slash = search.includes('x-sveltekit-trailing-slash=1') || !path ? '/' : '';
  // The query of Nuxt's is the ID of its build.
  const isBuild = pathname.endsWith('/_payload.json');
  const pairs = search.slice(1).split('&');
  const query = pairs.filter((pair) => pair && !isBuild && !DATA_QUERY.test(pair)).join('&');
  return path + slash + (query && `?${query}`);
}

/** Whether a `fetch()` asks for a whole page, as Turbo Drive and Swup do. */
export const wantsPage = (headers: HeaderSource): boolean =>
  (headers.get('accept') ?? '').includes('text/html');

/** Whether the browser asks before anybody wants to see the page. */
export const isPrefetch = (headers: HeaderSource): boolean =>
  ['sec-purpose', 'x-sec-purpose', 'purpose'].some((name) => headers.get(name)?.includes('prefetch'));
