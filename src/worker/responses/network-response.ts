/** Responses from the network, and the response to an unreachable origin. */
import type { CacheStatusParams } from '../../core/http/cache-status.js';
import type { Decision } from '../../core/policy/decision.js';
import type { PageEntry } from '../../core/cache/entry.js';
import { isHtml } from '../../core/http/html.js';
import { isNavigation } from '../lookup/request-context.js';
import { redirectLoops } from '../visitor/redirect-loop.js';
import { visitorOf } from '../visitor/visitor.js';
import { obeyDeployment } from '../deployments/deployments.js';
import { type CollapsedRequest } from '../regeneration/request-collapsing.js';
import { offlineResponse } from '../offline/offline-response.js';
import {
  fetchInTime,
  isOldCopy,
  obeyLogout,
  OUTDATED,
  takesAnyAge,
  type OriginAnswer,
} from '../origin/fetch-origin.js';
import { withCacheStatus } from '../runtime/response.js';
import { shellFeature, type PageRequest } from './page-request.js';
import { fetchAsVisitor } from '../regeneration/visitor-request.js';
import { noteRedirect, suspectRedirect } from '../visitor/redirects.js';

/** The response if the origin is unreachable and nothing is stored: the offline page for a navigation, else an error. */
export function unreachableResponse({
  context,
  event,
  target,
  stored,
}: PageRequest): Promise<Response> | Response {
  const visitor = visitorOf(context);
  if (!isNavigation(event.request)) return Response.error();
  // Only the worker's requests are forbidden (its CSP): the browser can make its own.
  if (visitor.isForbidden) return visitor.aside.redirect(event.request.url);
  const alias = stored.entry?.kind === 'pass' ? stored.entry.alias : undefined;
  return alias && !redirectLoops(context).repeats(event)
    ? Response.redirect(alias)
    : offlineResponse(context, target);
}

/**
 * Whether the browser has to make the request itself (rule 37): it shows a sign-in dialog for `WWW-Authenticate`
 * (RFC 9110 §11.6.1), and its own error page for an error without a page.
 */
const isBrowsersOwn = ({ status, headers }: Response): boolean =>
  (status === 401 && headers.has('www-authenticate')) ||
  (status > 399 && (!isHtml(headers.get('content-type')) || headers.get('content-length') === '0'));

/** Delivers the response to the visitor's own request. */
export async function deliver(
  pageRequest: PageRequest,
  response: Response | undefined,
  params: CacheStatusParams,
  noted?: Promise<unknown>,
): Promise<Response> {
  const { context, event, target } = pageRequest;
  if (!response) return unreachableResponse(pageRequest);
  if (isNavigation(event.request)) {
    if (response.type === 'opaqueredirect') {
      if (redirectLoops(context).closes(event)) return unreachableResponse(pageRequest);
      noteRedirect(context, event, target, noted);
    } else if (isBrowsersOwn(response)) return visitorOf(context).aside.redirect(event.request.url);
  } else if (response.redirected) event.waitUntil(Promise.resolve(suspectRedirect(context, event)));
  return withCacheStatus(response, { fwd: params.fwd, 'fwd-status': response.status, ...params });
}

/** Makes the visitor's own request, and stores nothing (rules 19 and 27). */
export async function fromNetwork(pageRequest: PageRequest, detail?: string): Promise<Response> {
  const { context, event } = pageRequest;
  const { generation: activationGeneration } = context.activations;
  const requestedAt = context.now();
  const response = await fetchInTime(context, event.request).catch(() => undefined);
  if (response && isOldCopy(event.request, response, requestedAt)) {
    response.body?.cancel().catch(() => undefined);
    return visitorOf(context).aside.redirect(event.request.url);
  }
  if (response) {
    await obeyLogout(context, response);
    if (!takesAnyAge(event.request)) await obeyDeployment(context, response, activationGeneration);
  }
  if (response) event.waitUntil(noteNoRedirect(pageRequest, response).catch(context.report));
  return deliver(pageRequest, response, { fwd: 'bypass', detail });
}

/** Forgets the destination of a page that no longer redirects (rule 21). */
async function noteNoRedirect({ context, stored }: PageRequest, { type, status }: Response): Promise<void> {
  const { entry } = stored;
  if (type === 'opaqueredirect' || status > 399 || entry?.kind !== 'pass' || !entry.alias) return;
  await context.use((store) => store.put({ ...entry, alias: undefined }));
}

/** The response for an answer of the origin, whether or not it is stored. */
export async function fromAnswer(
  pageRequest: PageRequest,
  { verdict, response, visitorRequest, copy }: OriginAnswer,
  {
    fwd = 'uri-miss',
    collapsed,
    noted,
  }: { fwd?: 'uri-miss' | 'stale'; collapsed?: boolean; noted?: Promise<unknown> } = {},
): Promise<Response> {
  if (verdict.kind === 'unstored' && verdict.reason === OUTDATED)
    return visitorOf(pageRequest.context).aside.redirect(pageRequest.event.request.url);
  if (!response && verdict.kind !== 'failed') return fromNetwork(pageRequest);
  const params: CacheStatusParams =
    verdict.kind === 'personal'
      ? { fwd: 'bypass', detail: verdict.reason }
      : { fwd, stored: verdict.kind === 'store' && (!visitorRequest || !!copy), collapsed };
  return deliver(pageRequest, response, params, noted);
}

/** The response of a collapsed request. @param response cloned for this caller */
export async function fromCollapsed(
  pageRequest: PageRequest,
  { inFlight, joined: collapsed }: CollapsedRequest,
  fwd: 'uri-miss' | 'stale',
  response: Response | undefined,
): Promise<Response> {
  const answer = await inFlight.answer;
  // A script's fetch() with `redirect: 'follow'` fails on an opaque redirect (rule 21).
  const mustFollow = response?.type === 'opaqueredirect' && pageRequest.event.request.redirect !== 'manual';
  if (mustFollow) return fromNetwork(pageRequest, 'redirect');
  if (answer.response && !response) return fromNetwork(pageRequest);
  return fromAnswer(
    pageRequest,
    { ...answer, ...(response && { response }) },
    { fwd, collapsed, noted: inFlight.settled },
  );
}

/** Requests a page that is not stored. The visitor waits for it, or sees a loading shell (rule 11). */
export async function respondToMiss(pageRequest: PageRequest, decision: Decision['do']): Promise<Response> {
  const { context, event, target, stored } = pageRequest;
  context.usage.note(event, target.route.name, 'misses');
  const visitorFetch = fetchAsVisitor(context, event, target, stored);
  const shell = decision === 'shell' && shellFeature.of(context);
  if (shell) {
    shell.hold(context, target, visitorFetch);
    return shell.respond(context, event, target, visitorFetch.answer);
  }
  return fromAnswer(pageRequest, await visitorFetch.answer, { noted: visitorFetch.settled });
}

/** Counts a hit, and notes the use of the page. */
export function noteServed({ context, event, target }: PageRequest, entry: PageEntry, detail?: string): void {
  // Both keys: the `vary` entry at the target's key must not be evicted before its variants.
  context.usage.note(event, target.route.name, detail ? 'stale' : 'hits', target.key, entry.key);
}
