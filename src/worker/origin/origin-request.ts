/** The request for a page that is sent to the origin: a visitor's own, or an anonymous one (rules 17 and 25). */
import type { PageEntry } from '../../core/cache/entry.js';
import type { HeaderSource } from '../../core/http/headers.js';
import type { CachePolicy } from '../../core/policy/policy.js';
import { isPersonal, type Target } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';
import { perWorker } from '../runtime/worker-state.js';

export interface RequestOptions {
  /** Ends the request, headers and body. */
  readonly signal?: AbortSignal | undefined;
  /** The entity tag that makes the request conditional, where no page is stored. */
  readonly etag?: string | null | undefined;
  /** The visitor's own request, where they wait for the answer. */
  readonly own?: Request | undefined;
}

/** @param stored the page that a 304 would confirm */
export type BuildRequest = (
  target: Target,
  stored: PageEntry | undefined,
  options: RequestOptions,
) => Request;

/** The builders of policies that do not send what `routeRequest` does. */
export const requestBuilders = perWorker(() => new Map<CachePolicy, BuildRequest>());

/** The target's headers, with a validator of what is there, so that an unchanged page costs no body. */
function conditional(given: Headers, fields: HeaderSource): Headers {
  const headers = new Headers(given);
  const etag = fields.get('etag');
  const validator = etag ?? fields.get('last-modified');
  if (validator) headers.set(etag ? 'if-none-match' : 'if-modified-since', validator);
  return headers;
}

/** The request for a page as nobody; for the user, where the route's pages are theirs. */
const anonymousRequest = (target: Target, fields: HeaderSource, signal?: AbortSignal): Request =>
  new Request(target.url, {
    headers: conditional(target.headers, fields),
    credentials: isPersonal(target.route) ? 'same-origin' : 'omit',
    redirect: 'manual',
    // The browser's own cache may not answer for the origin, and what is asked for without cookies may not get
    // into it: it would be taken for what the visitor is given with theirs (rule 19).
    cache: 'no-store',
    signal,
  });

/** What is sent on routes that name a lifetime. */
const routeRequest: BuildRequest = (target, stored, { own, etag = null, signal }) => {
  const fields = new Map(stored?.headers ?? (etag === null ? [] : [['etag', etag]]));
  return own ?? anonymousRequest(target, { get: (name) => fields.get(name) ?? null }, signal);
};

/** Builds the request by the policy of the target's route. */
export function originRequest(
  context: Context,
  target: Target,
  stored: PageEntry | undefined,
  options: RequestOptions,
): Request {
  const build = requestBuilders(context).get(target.route.policy) ?? routeRequest;
  return build(target, stored, options);
}
