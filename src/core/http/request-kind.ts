/** Whether a request is for a page or for a part of one (rules 11 and 30). */
import type { HeaderSource } from './headers.js';

/** Headers that a request for a whole page may carry. Any other header may select something else. */
const PLAIN =
  /^(?:accept|accept-(?:language|encoding)|cache-control|pragma|priority|dnt|(?:x-)?(?:sec-)?purpose|sec-.*|user-agent|referer|save-data|upgrade-insecure-requests|x-turbo-request-id|x-livewire-navigate|x-barba|x-requested-with: ?swup)$/i;
/** Headers with which frameworks request a fragment or data. */
const FRAGMENT =
  /^(?:rsc|next-.*|hx-.*|turbo-frame|x-inertia.*|x-up-.*|x-pjax.*|x-requested-with: ?xmlhttprequest)$/i;
/** Paths of the data that frameworks load beside their pages: Next, SvelteKit, Nuxt, React Router and Remix. */
const DATA_PATH = /\/_next\/data\/|(?:\/|\.html)__data\.json$|\/_payload\.json$|\.data$/;

type Path = { pathname: string; search: string };
type Fields = HeaderSource & Iterable<readonly [string, string]>;

/** Whether a URL is one of a framework's data, and so never a page. */
export const isPartialUrl = ({ pathname, search }: Path): boolean =>
  DATA_PATH.test(pathname) || /[?&]_rsc=/.test(search);

/** Whether a framework requests a fragment or data, as far as names show it. */
export const isFragment = (url: Path, headers: Fields): boolean =>
  [...headers].some(([name, value]) => FRAGMENT.test(name) || FRAGMENT.test(`${name}: ${value}`)) ||
  (headers.get('accept') ?? '').includes('turbo-stream') ||
  isPartialUrl(url);

/** The headers that may select something else than the page. */
const unknownHeaders = (headers: Fields): string[] =>
  [...headers]
    .map(([name, value]) => `${name}: ${value}`)
    .filter((field) => !PLAIN.test(field.replace(/:.*/s, '')) && !PLAIN.test(field));

/** Whether a script requests a fragment or data. They never share a page's key. */
export const isPartial = (url: Path, headers: Fields): boolean =>
  unknownHeaders(headers).length > 0 || isFragment(url, headers);

/** The `Accept` of a script that takes any type. */
export const ANYTHING = '*/*';

/** A path that names a file other than a page. */
const FILE = /\.(?!html?$|php$|aspx?$|jsp$)[a-z\d]{1,5}$/i;

/**
 * The kind of a scripted request that may be for the page (rule 30): with headers of its own, or with `Accept: *\/*` as
 * routers send it. Undefined if it requests the page itself, a part, or data.
 */
export function scriptedWay(url: Path, headers: Fields): string | undefined {
  const accept = headers.get('accept') ?? ANYTHING;
  const isPlain = accept.includes('text/html');
  if (isFragment(url, headers) || FILE.test(url.pathname) || !(isPlain || accept === ANYTHING))
    return undefined;
  const unknown = unknownHeaders(headers).sort();
  return isPlain && !unknown.length ? undefined : [accept, ...unknown].join('\n');
}

/** Query parameters with which frameworks request a page's data. */
const DATA_QUERY = /^(?:_rsc|_routes|x-sveltekit-[\w-]+)=|^index$/;

/**
 * The path and query of the page to which a framework's data URL belongs, for reads and form posts; undefined for any
 * other URL. The trailing slash is known only if the framework sends it.
 * @example pageOfDataUrl(new URL('https://x.y/a/b.data?q=1&_routes=r')) // '/a/b?q=1'
 */
export function pageOfDataUrl(url: Path): string | undefined {
  if (!isPartialUrl(url)) return undefined;
  const { pathname, search } = url;
  // Tested first: a long path with many such parts would be searched to its end from each.
  const page = pathname.endsWith('.json')
    ? pathname.replace(/\/_next\/data\/[^/]+(?:\/index(?=[/.]))?(.*)\.json$/s, '$1')
    : pathname;
  const path = page.replace(/(?<=\/)_\.data$|(?:\/_root)?\.data$|\/_payload\.json$|\/?__data\.json$/, '');
  const slash = search.includes('x-sveltekit-trailing-slash=1') || !path ? '/' : '';
  // Nuxt's query is the ID of its build.
  const isBuild = pathname.endsWith('/_payload.json');
  const pairs = search.slice(1).split('&');
  const query = pairs.filter((pair) => pair && !isBuild && !DATA_QUERY.test(pair)).join('&');
  return path + slash + (query && `?${query}`);
}

/** Whether a `fetch()` requests a whole page, as Turbo Drive and Swup do. */
export const wantsPage = (headers: HeaderSource): boolean =>
  (headers.get('accept') ?? '').includes('text/html');

/** Whether the browser requests the page before a visitor opens it. */
export const isPrefetch = (headers: HeaderSource): boolean =>
  ['sec-purpose', 'x-sec-purpose', 'purpose'].some((name) => headers.get(name)?.includes('prefetch'));

const VERB =
  'add|remove|delete|undo|toggle|vote|upvote|downvote|like|unlike|follow|unfollow|subscribe|unsubscribe';
const ACTION_PATH = new RegExp(`/(?:${VERB})(?:/|$)`, 'i');
const ACTION_QUERY = new RegExp(`[?&](?:(?:${VERB})(?:[-_][\\w-]*)?|action|do|cmd)=`, 'i');

/**
 * Whether a URL reads as if each GET of it did something: it puts a product into a basket, or counts a vote. Its page may
 * look the same each time, so that no comparison tells.
 * @example isActionUrl(new URL('https://shop.test/?add-to-cart=5')) // true
 */
export const isActionUrl = ({ pathname, search }: URL): boolean =>
  ACTION_PATH.test(pathname) || ACTION_QUERY.test(search);
