/** Answers a request by the origin's own rules, as an RFC 9111 private cache does (rule 3). */
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
import { copyOf, fetchCollapsed, requestsInFlight } from '../regeneration/request-collapsing.js';
import {
  fromCollapsed,
  respondToMiss,
  noteServed,
  unreachableResponse,
} from '../responses/network-response.js';
import { type PageRequest, type Responder } from '../responses/page-request.js';
import { regenerate } from '../regeneration/regenerate.js';
import { headersOf, withCacheStatus } from '../runtime/response.js';
import { lookUp } from '../lookup/target.js';
import { type Lookup, type StoredPage } from '../../core/cache/entry.js';
import { sleep } from '../runtime/timers.js';
import { visitorRequestOf } from '../regeneration/own-request.js';
import { complete } from './complete.js';
import { askHead } from './head.js';
import { gatewayTimeout, replyOf, respond } from './reply.js';
import { unattended } from './request.js';

type Page = Lookup & StoredPage;

const candidateOf = ({ entry, invalidated }: StoredPage): Candidate => ({
  entry,
  fields: headersOf(entry.headers),
  invalidated,
});

/** The job with what is stored once the answers that are under way for its URL have come, if any are. */
async function caughtUp(job: PageRequest): Promise<PageRequest> {
  const { context, target } = job;
  const { key } = target;
  const under = [...requestsInFlight(context)].filter(
    ([name]) => name === key || name.startsWith(`${key}\n`),
  );
  if (!under.length) return job;
  const landed = Promise.all(under.map(([, flight]) => flight.settled));
  await Promise.race([landed, sleep(context.config.networkTimeout)]);
  return { ...job, stored: await lookUp(context, target) };
}

/** How the request wants its answer. */
const wantedBy = (
  { cache, headers }: Request,
  { history, online }: RequestContext,
  navigates: boolean,
): Wanted => ({
  directives: requestDirectives(headers),
  ...{ cache, history, online, navigates },
});

/** What is done with what is stored, if anything. */
const decisionOn = (stored: Lookup, wanted: Wanted, now: number): PrivateDecision =>
  decideByOrigin(stored.body && candidateOf(stored), wanted, now);

/** Whether the stored answer may stand in for an origin that failed (RFC 9111 §4.2.4). */
const mayServe = (page: StoredPage, wanted: Wanted, now: number): boolean =>
  mayServeStaleIfError(candidateOf(page), wanted, now);

/** What a visit gets where a page is stored: for those who ask, by the functions that answer visits. */
function predict(context: Context, request: Request, circumstances: RequestContext, page: Page): Decision {
  const now = context.now();
  const wanted = wantedBy(request, circumstances, true);
  const decision = decisionOn(page, wanted, now);
  const reply = replyOf({ context, event: { request } }, page);
  if (reply && decision.do === 'serve') return decision;
  return { do: reply && mayServe(page, wanted, now) ? 'ask-first' : 'fetch' };
}

function serve(
  job: PageRequest,
  page: Page,
  { detail, regenerate: renews }: PrivateDecision & { do: 'serve' },
) {
  const reply = replyOf(job, page);
  if (!reply) return undefined;
  const { context, event, target } = job;
  // By the variant's own name: a navigation joins what is under way for the page, and may want another variant.
  if (renews) regenerate(context, event, { ...unattended(target), flight: page.entry.key }, page.entry);
  noteServed(job, page.entry, detail);
  return respond(job, page, reply, detail);
}

/** The stored answer in place of an origin that failed; undefined where that is forbidden. */
function saved(job: PageRequest, page: Page | undefined, wanted: Wanted): Response | undefined {
  const reply = page && replyOf(job, page);
  if (!reply || !mayServe(page, wanted, job.context.now())) return undefined;
  return respond(job, page, reply, wanted.online ? 'stale-if-error' : 'offline');
}

/**
 * The origin's word on it, and what is stored where it has none.
 * @param alone keeps it from joining a request that is under way
 */
async function ask(job: PageRequest, page: Page | undefined, wanted: Wanted, alone = ''): Promise<Response> {
  const { context, event, target, stored } = job;
  // What is not all stored can't be confirmed either.
  const known = page && replyOf(job, page) ? page : undefined;
  const own = `${target.key}\n${alone}${JSON.stringify([...target.headers, wanted.cache, event.request.credentials])}`;
  const flight = wanted.navigates && !alone ? target.key : own;
  const asVisitor = await visitorRequestOf(context, event);
  const started = fetchCollapsed(context, event, { ...target, flight }, known ?? { fence: stored.fence }, {
    own: asVisitor,
  });
  const instead = known && wanted.navigates ? saved(job, known, wanted) : undefined;
  const patience = instead ? [sleep(context.config.networkTimeout)] : [];
  const answer = await Promise.race([started.flight.answer, ...patience]);
  const kind = answer?.verdict.kind ?? 'failed';
  if (kind === 'not-modified' && known) {
    const { page: renewed = known } = await started.flight.settled;
    const reply = replyOf(job, renewed);
    if (reply) {
      noteServed(job, renewed.entry, 'revalidated');
      return respond(job, renewed, reply, undefined, { fwd: 'stale', 'fwd-status': 304 });
    }
  }
  // One answer is given to several only where it may be stored (RFC 9111 §4).
  if (kind === 'unstored' && started.joined) return ask(job, page, wanted, crypto.randomUUID());
  if (kind !== 'failed') context.usage.note(event, target.route.name, 'misses');
  if (kind !== 'failed') return fromCollapsed(job, started, page ? 'stale' : 'uri-miss');
  const rescue = instead ?? saved(job, known, wanted);
  if (rescue && known) noteServed(job, known.entry, 'stale-if-error');
  if (rescue) return rescue;
  context.usage.note(event, target.route.name, 'misses');
  const trouble = answer && copyOf(answer);
  if (trouble) return withCacheStatus(trouble, { fwd: 'stale', 'fwd-status': trouble.status });
  return page && !wanted.navigates ? gatewayTimeout('unreachable') : unreachableResponse(job);
}

/** The decision says what is done where nothing is stored. */
async function respondByOrigin(
  given: PageRequest,
  circumstances: RequestContext,
  { do: decided }: Decision,
): Promise<Response> {
  const { context, event } = given;
  const { request } = event;
  const { method, headers } = request;
  const navigates = isNavigation(request);
  const wanted = wantedBy(request, circumstances, navigates);
  const decide = ({ stored }: PageRequest): PrivateDecision => decisionOn(stored, wanted, context.now());

  let job = given;
  let decision = decide(job);
  if (decision.do === 'ask') {
    job = await caughtUp(given);
    decision = decide(job);
  }
  const page = job.stored.body ? job.stored : undefined;
  const found = decision.do === 'serve' && page && serve(job, page, decision);
  if (found) return found;
  if (wanted.directives.has('only-if-cached')) return gatewayTimeout('only-if-cached');
  if (decision.do === 'fail') return Response.error();

  if (method === 'HEAD') return askHead(job, page, () => saved(job, page, wanted));
  const whole = decision.do === 'serve' && page && !headers.has('range') && (await complete(job, page));
  if (whole) return whole;
  if (!page && navigates && decided === 'shell') return respondToMiss(job, decided);
  return ask(job, page, wanted);
}

export const originResponder: Responder = { respond: respondByOrigin, predict };
