/** Responses with `Cache-Status` and `Server-Timing` (rule 34). */
import { cacheStatus, serverTiming, type CacheStatusParams } from '../../core/http/cache-status.js';
import { ageOf, ttlOf } from '../../core/cache/freshness.js';
import type { HeaderList } from '../../core/http/headers.js';
import type { Context } from './context.js';
import type { StoredPage } from '../../storage/stored-page.js';

/** The headers of pages that the worker generates. */
export const HTML: HeaderList = [['content-type', 'text/html; charset=utf-8']];

export const headersOf = (list: HeaderList): Headers => new Headers(list as [string, string][]);

/** The body, or null for a status that may not have one: `new Response` throws otherwise. */
export const bodyFor = <Body>(status: number, body: Body): Body | null =>
  [204, 205, 304].includes(status) ? null : body;

function addStatusHeaders(headers: Headers, params: CacheStatusParams, age: number): Headers {
  headers.append('cache-status', cacheStatus(params));
  headers.append('server-timing', serverTiming(params, age));
  return headers;
}

/** Adds the headers of rule 34. Redirects (followed or not), errors and invalid statuses are returned unchanged. */
export function withCacheStatus(response: Response, params: CacheStatusParams, age = 0): Response {
  const { status, statusText, body, redirected } = response;
  if (!status || status > 599 || redirected) return response;
  const headers = addStatusHeaders(new Headers(response.headers), params, age);
  return new Response(bodyFor(status, body), { status, statusText, headers });
}

/** The response for a stored page. */
export function fromStore(
  { now }: Context,
  { entry, body, invalidated }: StoredPage,
  detail?: string,
  // An invalidated page has no freshness left, whatever its age.
  params: CacheStatusParams = {
    hit: true,
    ttl: Math.min(ttlOf(entry, now()), invalidated ? 0 : Infinity),
    detail,
  },
): Response {
  const age = ageOf(entry, now());
  const { status } = entry;
  const headers = headersOf(entry.headers);
  headers.set('age', String(Math.floor(age)));
  return new Response(bodyFor(status, body), { status, headers: addStatusHeaders(headers, params, age) });
}

/** Whether a response is the offline page: no page is stored, and the origin can't be reached. */
export const isOfflinePage = ({ status, headers }: Response): boolean =>
  status === 503 && /detail=offline/.test(headers.get('cache-status') ?? '');
