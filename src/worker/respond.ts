/** Turns what was decided into a response that says what happened (rule 34). */
import { cacheStatus, serverTiming, type Told } from '../core/cache-status.js';
import { ageOf, ttlOf } from '../core/freshness.js';
import type { HeaderList } from '../core/headers.js';
import type { Context } from './context.js';
import type { StoredPage } from './target.js';

/** Statuses whose response may not have a body (Fetch §2.2.3). */
const BODILESS = [101, 103, 204, 205, 304];

/** Stored headers, as the browser wants them. */
export const headersOf = (list: HeaderList): Headers => new Headers(list as [string, string][]);

/** The response with our signs on it. A redirect that only the browser may follow, or an error, stays as it is. */
export function withSigns(response: Response, told: Told, age = 0): Response {
  const { status, statusText, body } = response;
  if (!status) return response;
  const headers = new Headers(response.headers);
  headers.append('cache-status', cacheStatus(told));
  headers.append('server-timing', serverTiming(told, age));
  return new Response(BODILESS.includes(status) ? null : body, { status, statusText, headers });
}

/** A stored page, as a response. */
export function fromStore(
  context: Context,
  { entry, body }: StoredPage,
  detail?: (Told & { kind: 'hit' })['detail'],
  told: Told = { kind: 'hit', ttl: ttlOf(entry, context.now()), detail },
): Response {
  const age = ageOf(entry, context.now());
  const headers = headersOf(entry.headers);
  headers.set('age', String(Math.floor(age)));
  return withSigns(new Response(body, { status: entry.status, headers }), told, age);
}
