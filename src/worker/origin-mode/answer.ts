/** Answers a request as an RFC 9111 private cache does (rule 3). */
import type { RequestContext, Decision } from '../../core/policy/decision.js';
import {
  decideByOrigin,
  mayServeStaleIfError,
  requestDirectives,
  type Candidate,
  type PrivateDecision,
  type Wanted,
} from '../../core/policy/origin/decide.js';
import { isNavigation } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import { cloneResponse, fetchCollapsed, requestsInFlight } from '../regeneration/request-collapsing.js';
import {
  fromCollapsed,
  respondToMiss,
  noteServed,
  unreachableResponse,
} from '../responses/network-response.js';
import { type PageRequest, type Responder } from '../responses/page-request.js';
import { regenerate } from '../regeneration/regenerate.js';
import { headersOf, withCacheStatus } from '../runtime/response.js';
import { lookUp } from '../lookup/lookup.js';
import type { Lookup, StoredPage } from '../../storage/stored-page.js';
import { isWhole } from '../storing/storable.js';
import { inTime, sleep } from '../runtime/timers.js';
import { visitorRequestFor } from '../regeneration/visitor-request.js';
import { complete } from './complete.js';
import { askHead } from './head.js';
import { gatewayTimeout, replyOf, respond } from './reply.js';
import { backgroundTarget } from './request.js';

type Page = Lookup & StoredPage;

const candidateOf = ({ entry, invalidated }: StoredPage): Candidate => ({
  entry,
  fields: headersOf(entry.headers),
  invalidated,
});

/** Waits for the requests in flight for this URL, and looks the page up again. */
async function afterRequestsInFlight(pageRequest: PageRequest): Promise<PageRequest> {
  const { context, target } = pageRequest;
  const { key } = target;
  const requests = [...requestsInFlight(context)].filter(
    ([name]) => name === key || name.startsWith(`${key}\n`),
  );
  if (!requests.length) return pageRequest;
  const settled = Promise.all(requests.map(([, request]) => request.settled));
  await inTime(settled, context.config.networkTimeout);
  return { ...pageRequest, stored: await lookUp(context, target) };
}

const wantedBy = (
  { cache, headers }: Request,
  { history, online }: RequestContext,
  navigates: boolean,
): Wanted => ({
  directives: requestDirectives(headers),
  ...{ cache, history, online, navigates },
});

const decisionOn = (stored: Lookup, wanted: Wanted, now: number): PrivateDecision =>
  decideByOrigin(stored.body && candidateOf(stored), wanted, now);

/** Whether the stored response may be served if the origin fails (RFC 9111 §4.2.4). */
const mayServe = (page: StoredPage, wanted: Wanted, now: number): boolean =>
  mayServeStaleIfError(candidateOf(page), wanted, now);

/** The decision for a visit to a stored page, for `explain()`. */
function predict(context: Context, request: Request, requestContext: RequestContext, page: Page): Decision {
  const now = context.now();
  const wanted = wantedBy(request, requestContext, true);
  const decision = decisionOn(page, wanted, now);
  const reply = replyOf({ context, event: { request } }, page);
  if (reply && decision.do === 'serve') return decision;
  return { do: reply && mayServe(page, wanted, now) ? 'ask-first' : 'fetch' };
}

function serve(
  pageRequest: PageRequest,
  page: Page,
  { detail, regenerate: needsRegeneration }: PrivateDecision & { do: 'serve' },
) {
  const reply = replyOf(pageRequest, page);
  if (!reply) return undefined;
  const { context, event, target } = pageRequest;
  // Collapsed by the variant's key: a navigation joins requests under the page's key, and may need another variant.
  if (needsRegeneration)
    regenerate(context, event, { ...backgroundTarget(target), collapseKey: page.entry.key }, page.entry);
  noteServed(pageRequest, page.entry, detail);
  return respond(pageRequest, page, reply, detail);
}

/** The stored response if the origin fails; undefined if it may not be served. */
function staleIfError(
  pageRequest: PageRequest,
  page: Page | undefined,
  wanted: Wanted,
): Response | undefined {
  const reply = page && replyOf(pageRequest, page);
  if (!reply || !mayServe(page, wanted, pageRequest.context.now())) return undefined;
  return respond(pageRequest, page, reply, wanted.online ? 'stale-if-error' : 'offline');
}

/**
 * Asks the origin; serves the stored response if it fails, or if its response breaks off. A navigation that may be
 * answered by a stored response waits no longer than `networkTimeout` for the end of the body.
 * @param uncollapsed a unique ID that keeps the request from joining one in flight
 */
async function ask(
  pageRequest: PageRequest,
  page: Page | undefined,
  wanted: Wanted,
  uncollapsed = '',
): Promise<Response> {
  const { context, event, target, stored } = pageRequest;
  // A range that is not stored can't be confirmed.
  const confirmable = page && replyOf(pageRequest, page) ? page : undefined;
  const requestKey = `${target.key}\n${uncollapsed}${JSON.stringify([...target.headers, wanted.cache, event.request.credentials])}`;
  const collapseKey = wanted.navigates && !uncollapsed ? target.key : requestKey;
  const visitorRequest = await visitorRequestFor(context, event);
  const collapsed = fetchCollapsed(
    context,
    event,
    { ...target, collapseKey },
    confirmable ?? { fence: stored.fence },
    { visitorRequest },
  );
  const fallback =
    confirmable && wanted.navigates ? staleIfError(pageRequest, confirmable, wanted) : undefined;
  const timeout = sleep(context.config.networkTimeout);
  const answer = await Promise.race([collapsed.inFlight.answer, ...(fallback ? [timeout] : [])]);
  const copy = answer && cloneResponse(answer);
  const spare = fallback ?? staleIfError(pageRequest, confirmable, wanted);
  const ends =
    !(spare && copy && answer.verdict.kind === 'store') ||
    ((await Promise.race([isWhole(context, target, copy), timeout])) ?? !fallback);
  const kind = (ends && answer?.verdict.kind) || 'failed';
  if (kind === 'not-modified' && confirmable) {
    const { page: renewed = confirmable } = await collapsed.inFlight.settled;
    const reply = replyOf(pageRequest, renewed);
    if (reply) {
      noteServed(pageRequest, renewed.entry, 'revalidated');
      return respond(pageRequest, renewed, reply, undefined, { fwd: 'stale', 'fwd-status': 304 });
    }
  }
  // Only a response that may be stored is shared by several requests (RFC 9111 §4).
  if (kind === 'unstored' && collapsed.joined) return ask(pageRequest, page, wanted, crypto.randomUUID());
  if (kind === 'failed' && spare && confirmable) {
    noteServed(pageRequest, confirmable.entry, 'stale-if-error');
    copy?.body?.cancel().catch(() => undefined);
    return spare;
  }
  context.usage.note(event, target.route.name, 'misses');
  if (kind !== 'failed') return fromCollapsed(pageRequest, collapsed, page ? 'stale' : 'uri-miss', copy);
  if (copy) return withCacheStatus(copy, { fwd: 'stale', 'fwd-status': copy.status });
  return page && !wanted.navigates ? gatewayTimeout('unreachable') : unreachableResponse(pageRequest);
}

/** @param missDecision the decision if nothing is stored */
async function respondByOrigin(
  given: PageRequest,
  requestContext: RequestContext,
  { do: missDecision }: Decision,
): Promise<Response> {
  const { context, event } = given;
  const { request } = event;
  const { method, headers } = request;
  const navigates = isNavigation(request);
  const wanted = wantedBy(request, requestContext, navigates);
  const decide = ({ stored }: PageRequest): PrivateDecision => decisionOn(stored, wanted, context.now());

  let pageRequest = given;
  let decision = decide(pageRequest);
  if (decision.do !== 'serve') {
    pageRequest = await afterRequestsInFlight(given);
    decision = decide(pageRequest);
  }
  const page = pageRequest.stored.body ? pageRequest.stored : undefined;
  const hit = decision.do === 'serve' && page && serve(pageRequest, page, decision);
  if (hit) return hit;
  if (wanted.directives.has('only-if-cached')) return gatewayTimeout('only-if-cached');
  if (decision.do === 'fail') return Response.error();

  if (method === 'HEAD') return askHead(pageRequest, page, () => staleIfError(pageRequest, page, wanted));
  const whole =
    decision.do === 'serve' && page && !headers.has('range') && (await complete(pageRequest, page));
  if (whole) return whole;
  if (!page && navigates && missDecision === 'shell') return respondToMiss(pageRequest, missDecision);
  return ask(pageRequest, page, wanted);
}

export const originResponder: Responder = { respond: respondByOrigin, predict };
