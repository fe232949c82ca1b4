/** The request of a private cache to the origin (RFC 9111 §4.3.1). */
import type { PageEntry } from '../../core/cache/entry.js';
import type { RequestOptions } from '../origin/origin-request.js';
import { CONDITIONS, conditionalHeaders } from '../../core/http/conditional-requests.js';
import { headersOf } from '../runtime/response.js';
import { isPersonal, type Target } from '../lookup/target.js';

/** The visitor's request with all its headers, conditional on the stored response. */
export function privateRequest(
  { url, route, headers: requestHeaders, request }: Target,
  entry: PageEntry | undefined,
  { signal }: Pick<RequestOptions, 'signal'>,
): Request {
  const headers = new Headers(requestHeaders);
  const conditions = entry && request?.cache !== 'reload' ? conditionalHeaders(headersOf(entry.headers)) : [];
  if (conditions.length) for (const name of CONDITIONS) headers.delete(name);
  for (const [name, value] of conditions) headers.set(name, value);
  // The browser's HTTP cache adds this to a reload, but is not used here (`no-store` below).
  if (request?.cache === 'no-cache' && !headers.has('cache-control'))
    headers.set('cache-control', 'max-age=0');
  return new Request(request?.url ?? url, {
    method: request?.method === 'HEAD' ? 'HEAD' : 'GET',
    headers,
    // A visitor who waits gets the response for their cookies.
    credentials: isPersonal(route) || (request && request.credentials !== 'omit') ? 'same-origin' : 'omit',
    redirect: 'manual',
    // Two caches would disagree on ages and validators.
    cache: 'no-store',
    signal,
  });
}

/** The target for a background refresh: the whole response, without the visitor's conditions. */
export function backgroundTarget(target: Target): Target {
  const headers = new Headers(target.headers);
  for (const name of [...CONDITIONS, 'range', 'if-range', 'cache-control', 'pragma']) headers.delete(name);
  return { ...target, headers, request: undefined };
}
