/** The request that a private cache sends to the origin (RFC 9111 §4.3.1). */
import type { PageEntry } from '../../core/cache/entry.js';
import type { RequestOptions } from '../origin/origin-request.js';
import { CONDITIONS, conditionalHeaders } from '../../core/http/conditional-requests.js';
import { headersOf } from '../runtime/response.js';
import { isPersonal, type Target } from '../lookup/target.js';

/** As it was asked for, with all its headers; conditional on what is stored, if that is given. */
export function privateRequest(
  { url, route, headers: given, request }: Target,
  entry: PageEntry | undefined,
  { signal }: Pick<RequestOptions, 'signal'>,
): Request {
  const headers = new Headers(given);
  const conditions = entry && request?.cache !== 'reload' ? conditionalHeaders(headersOf(entry.headers)) : [];
  if (conditions.length) for (const name of CONDITIONS) headers.delete(name);
  for (const [name, value] of conditions) headers.set(name, value);
  // What the browser would say of a reload, had it a cache of its own here.
  if (request?.cache === 'no-cache' && !headers.has('cache-control'))
    headers.set('cache-control', 'max-age=0');
  return new Request(request?.url ?? url, {
    method: request?.method === 'HEAD' ? 'HEAD' : 'GET',
    headers,
    // A visitor who waits is given their own answer.
    credentials: isPersonal(route) || (request && request.credentials !== 'omit') ? 'same-origin' : 'omit',
    redirect: 'manual',
    // There is one cache, and this is it.
    cache: 'no-store',
    signal,
  });
}

/** The target for a refresh that nobody waits for: all of the answer, on no condition. */
export function unattended(target: Target): Target {
  const headers = new Headers(target.headers);
  for (const name of [...CONDITIONS, 'range', 'if-range', 'cache-control', 'pragma']) headers.delete(name);
  return { ...target, headers, request: undefined };
}
