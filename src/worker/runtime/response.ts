/** Turns what was decided into a response that says what happened (rule 34). */
import { cacheStatus, serverTiming, type CacheStatusParams } from '../../core/http/cache-status.js';
import { ageOf, ttlOf } from '../../core/cache/freshness.js';
import type { HeaderList } from '../../core/http/headers.js';
import type { Context } from './context.js';
import type { StoredPage } from '../../core/cache/entry.js';

/** The headers of pages that are made here. */
export const HTML: HeaderList = [['content-type', 'text/html; charset=utf-8']];

/** Stored headers, as the browser wants them. */
export const headersOf = (list: HeaderList): Headers => new Headers(list as [string, string][]);

/** The body, where a response of this status may have one. */
export const bodyFor = <Body>(status: number, body: Body): Body | null =>
  [204, 205, 304].includes(status) ? null : body;

/** Puts our signs among the headers. */
function signed(headers: Headers, told: CacheStatusParams, age: number): Headers {
  headers.append('cache-status', cacheStatus(told));
  headers.append('server-timing', serverTiming(told, age));
  return headers;
}

/** The response with our signs on it. A redirect, followed or not, an error and an unheard-of status stay as they are. */
export function withCacheStatus(response: Response, told: CacheStatusParams, age = 0): Response {
  const { status, statusText, body, redirected } = response;
  if (!status || status > 599 || redirected) return response;
  const headers = signed(new Headers(response.headers), told, age);
  return new Response(bodyFor(status, body), { status, statusText, headers });
}

/** A stored page, as a response. */
export function fromStore(
  { now }: Context,
  { entry, body, invalidated }: StoredPage,
  detail?: string,
  // What is marked as out of date has no time left, whatever its age.
  told: CacheStatusParams = {
    hit: true,
    ttl: Math.min(ttlOf(entry, now()), invalidated ? 0 : Infinity),
    detail,
  },
): Response {
  const age = ageOf(entry, now());
  const { status } = entry;
  const headers = headersOf(entry.headers);
  headers.set('age', String(Math.floor(age)));
  return new Response(bodyFor(status, body), { status, headers: signed(headers, told, age) });
}
