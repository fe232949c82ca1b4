/** Builds the request to the origin: the visitor's own, or an anonymous one (rules 17 and 25). */
import type { PageEntry } from '../../core/cache/entry.js';
import type { HeaderSource } from '../../core/http/headers.js';
import type { CachePolicy } from '../../core/policy/policy.js';
import { isPersonal, type Target } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';
import { perWorker } from '../runtime/worker-state.js';

export interface RequestOptions {
  /** Aborts the request, headers and body. */
  readonly signal?: AbortSignal | undefined;
  /** Makes the request conditional where no page is stored. */
  readonly etag?: string | null | undefined;
  /** Sent unchanged instead of an anonymous request. */
  readonly visitorRequest?: Request | undefined;
}

/** @param stored the page that a 304 confirms */
export type BuildRequest = (
  target: Target,
  stored: PageEntry | undefined,
  options: RequestOptions,
) => Request;

/** The builders of other policies than the route's: origin mode registers its own. */
export const requestBuilders = perWorker(() => new Map<CachePolicy, BuildRequest>());

/** Adds a validator of the stored page, so that an unchanged page costs no body. */
function conditionalHeaders(requestHeaders: Headers, stored: HeaderSource): Headers {
  const headers = new Headers(requestHeaders);
  const etag = stored.get('etag');
  const validator = etag ?? stored.get('last-modified');
  if (validator) headers.set(etag ? 'if-none-match' : 'if-modified-since', validator);
  return headers;
}

/** A request without cookies, except on routes with `audience: 'user'`. */
const anonymousRequest = (target: Target, stored: HeaderSource, signal?: AbortSignal): Request =>
  new Request(target.url, {
    headers: conditionalHeaders(target.headers, stored),
    credentials: isPersonal(target.route) ? 'same-origin' : 'omit',
    redirect: 'manual',
    // The browser's HTTP cache must not answer for the origin. It must not store anonymous responses either: it would
    // serve them to requests with cookies (rule 19).
    cache: 'no-store',
    signal,
  });

/** The request on routes with their own lifetime. */
const routeRequest: BuildRequest = (target, stored, { visitorRequest, etag = null, signal }) => {
  const fields = new Map(stored?.headers ?? (etag === null ? [] : [['etag', etag]]));
  return visitorRequest ?? anonymousRequest(target, { get: (name) => fields.get(name) ?? null }, signal);
};

/** Builds the request for the policy of the target's route. */
export function originRequest(
  context: Context,
  target: Target,
  stored: PageEntry | undefined,
  options: RequestOptions,
): Request {
  const build = requestBuilders(context).get(target.route.policy) ?? routeRequest;
  return build(target, stored, options);
}
