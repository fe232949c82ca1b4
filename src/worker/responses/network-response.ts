/** Answers that come from the network, and what is noted of those that do not. */
import type { CacheStatusParams } from '../../core/http/cache-status.js';
import type { Decision } from '../../core/policy/decision.js';
import type { PageEntry } from '../../core/cache/entry.js';
import { isHtml } from '../../core/http/html.js';
import { isNavigation } from '../lookup/request-context.js';
import { redirectLoops } from '../visitor/redirect-loop.js';
import { visitorOf } from '../visitor/visitor.js';
import { obeyDeployment } from '../deployments/deployments.js';
import { copyOf, type CollapsedRequest } from '../regeneration/request-collapsing.js';
import { offlineResponse } from '../offline/offline-response.js';
import { answerTo, isOldCopy, obeyLogout, OUTDATED, type OriginAnswer } from '../origin/fetch-origin.js';
import { withCacheStatus } from '../runtime/response.js';
import { shellFeature, type PageRequest } from './page-request.js';
import { fetchAsVisitor } from '../regeneration/own-request.js';
import { noteRedirect, suspectRedirect } from '../visitor/redirects.js';

/** Nothing from the origin and nothing stored: a page that says so to a navigation, an error to a fetch. */
export function unreachableResponse({
  context,
  event,
  target,
  stored,
}: PageRequest): Promise<Response> | Response {
  const visitor = visitorOf(context);
  if (!isNavigation(event.request)) return Response.error();
  // The worker may not ask, but the browser may.
  if (visitor.isForbidden) return visitor.aside.redirect(event.request.url);
  const alias = stored.entry?.kind === 'pass' ? stored.entry.alias : undefined;
  return alias && !redirectLoops(context).repeats(event)
    ? Response.redirect(alias)
    : offlineResponse(context, target);
}

/**
 * Whether a navigation's answer has to be the browser's own: it signs in where it is asked to, which no worker can
 * (RFC 9110 §11.6.1), and shows a page of its own for an error that brings none.
 */
const isBrowsersOwn = ({ status, headers }: Response): boolean =>
  (status === 401 && headers.has('www-authenticate')) ||
  (status > 399 && (!isHtml(headers.get('content-type')) || headers.get('content-length') === '0'));

/** Hands the visitor's own answer on, whatever it is. */
export async function deliver(
  job: PageRequest,
  response: Response | undefined,
  params: CacheStatusParams,
  noted?: Promise<unknown>,
): Promise<Response> {
  const { context, event, target } = job;
  if (!response) return unreachableResponse(job);
  if (isNavigation(event.request)) {
    if (response.type === 'opaqueredirect') {
      if (redirectLoops(context).closes(event)) return unreachableResponse(job);
      noteRedirect(context, event, target, noted);
    } else if (isBrowsersOwn(response)) return visitorOf(context).aside.redirect(event.request.url);
  } else if (response.redirected) event.waitUntil(Promise.resolve(suspectRedirect(context, event)));
  return withCacheStatus(response, { fwd: params.fwd, 'fwd-status': response.status, ...params });
}

/** The visitor's own request, of whose answer nothing is stored (rules 19 and 27). */
export async function fromNetwork(job: PageRequest, detail?: string): Promise<Response> {
  const { context, event } = job;
  const { count } = context.activations;
  const requestedAt = context.now();
  const response = await answerTo(context, event.request).catch(() => undefined);
  if (response && isOldCopy(event.request, response, requestedAt)) {
    response.body?.cancel().catch(() => undefined);
    return visitorOf(context).aside.redirect(event.request.url);
  }
  if (response) {
    await obeyLogout(context, response);
    await obeyDeployment(context, response, count);
  }
  if (response) event.waitUntil(noteNoRedirect(job, response).catch(context.report));
  return deliver(job, response, { fwd: 'bypass', detail });
}

/** A page that redirected once and does so no more is not looked for there, when the origin can't be reached (rule 21). */
async function noteNoRedirect({ context, stored }: PageRequest, { type, status }: Response): Promise<void> {
  const { entry } = stored;
  if (type === 'opaqueredirect' || status > 399 || entry?.kind !== 'pass' || !entry.alias) return;
  await context.use((store) => store.put({ ...entry, alias: undefined }));
}

/** The answer to the visitor's own request, whether or not it is stored. */
export async function fromAnswer(
  job: PageRequest,
  { verdict, response }: OriginAnswer,
  {
    fwd = 'uri-miss',
    collapsed,
    noted,
  }: { fwd?: 'uri-miss' | 'stale'; collapsed?: boolean; noted?: Promise<unknown> } = {},
): Promise<Response> {
  if (verdict.kind === 'unstored' && verdict.reason === OUTDATED)
    return visitorOf(job.context).aside.redirect(job.event.request.url);
  if (!response && verdict.kind !== 'failed') return fromNetwork(job);
  const params: CacheStatusParams =
    verdict.kind === 'personal'
      ? { fwd: 'bypass', detail: verdict.reason }
      : { fwd, stored: verdict.kind === 'store', collapsed };
  return deliver(job, response, params, noted);
}

/** The answer of a request that several may wait for, streamed to this one. */
export async function fromCollapsed(
  job: PageRequest,
  { flight, joined: collapsed }: CollapsedRequest,
  fwd: 'uri-miss' | 'stale' = 'uri-miss',
): Promise<Response> {
  const answer = await flight.answer;
  const response = copyOf(answer);
  // A script's fetch() takes no redirect that was not followed (rule 21).
  const follows = response?.type === 'opaqueredirect' && job.event.request.redirect !== 'manual';
  if (follows || (answer.response && !response)) return fromNetwork(job, follows ? 'redirect' : undefined);
  return fromAnswer(
    job,
    { ...answer, ...(response && { response }) },
    { fwd, collapsed, noted: flight.settled },
  );
}

/** Asks for a page of which nothing is stored; the visitor waits for it, or sees a shell (rule 11). */
export async function respondToMiss(job: PageRequest, decided: Decision['do']): Promise<Response> {
  const { context, event, target, stored } = job;
  context.usage.note(event, target.route.name, 'misses');
  const own = fetchAsVisitor(context, event, target, stored);
  const shell = decided === 'shell' && shellFeature.of(context);
  if (shell) {
    shell.promise(context, target, own);
    return shell.respond(context, event, target, own.answer);
  }
  return fromAnswer(job, await own.answer, { noted: own.settled });
}

/** Notes that a stored page was served. */
export function noteServed({ context, event, target }: PageRequest, entry: PageEntry, detail?: string): void {
  // Both keys: without the marker that stands at the target's, a page with variants would not be found.
  context.usage.note(event, target.route.name, detail ? 'stale' : 'hits', target.key, entry.key);
}
