/** What kind of request it is: a page's, or a part of one (rules 11 and 30). */
import type { HeaderSource } from './entry.js';

const PARTIAL = ['rsc', 'hx-request', 'turbo-frame', 'x-inertia', 'x-pjax', 'x-up-version'];
const PARTIAL_URL = /\/_next\/data\/|\/(?:__data|_payload)\.json(?:\?|$)|[?&]_rsc=/;

/** Whether a framework asks for a fragment or for data, which never share a page's key. */
export const isPartial = (url: { pathname: string; search: string }, headers: HeaderSource): boolean =>
  PARTIAL.some((name) => headers.get(name) !== null) ||
  (headers.get('accept') ?? '').includes('turbo-stream') ||
  PARTIAL_URL.test(url.pathname + url.search);

/** Whether a `fetch()` asks for a whole page, as Turbo Drive and Swup do. */
export const wantsPage = (headers: HeaderSource): boolean =>
  (headers.get('accept') ?? '').includes('text/html');

/** Whether the browser asks before anybody wants to see the page. */
export const isPrefetch = (headers: HeaderSource): boolean =>
  (headers.get('sec-purpose') ?? headers.get('purpose') ?? '').includes('prefetch');
