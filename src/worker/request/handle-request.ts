/** Answers a request for a page: looks it up, decides, responds (rules 6 to 15). Every path ends in a response. */
import { decide } from '../../core/policy/decide.js';
import { failure } from '../../shared/errors.js';
import { isAhead } from '../../core/cache/freshness.js';
import { isSignPath, signsIn } from '../../core/cache/generation.js';
import { isHtml } from '../../core/http/html.js';
import { ANYTHING } from '../../core/http/request-kind.js';
import { requestContext, isNavigation } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import { fromAnswer, fromNetwork } from '../responses/network-response.js';
import { requestInFlight } from '../regeneration/request-collapsing.js';
import type { MatchedRoute } from '../lookup/match.js';
import { responders, shellFeature, type PageRequest } from '../responses/page-request.js';
import { routeResponder } from '../responses/route-response.js';
import { extensionPoint } from '../runtime/worker-state.js';
import { fromStore, headersOf, HTML, withCacheStatus } from '../runtime/response.js';
import { lookUp, targetOf, type Target } from '../lookup/target.js';
import { UNKNOWN, type Lookup } from '../../core/cache/entry.js';
import { writePendingInvalidations } from '../lookup/pending-invalidations.js';
import { fetchAsVisitor } from '../regeneration/own-request.js';
import { noteCookies, raise, standing } from '../visitor/generations.js';
import { followsRedirect, suspectArrival, suspectRedirect } from '../visitor/redirects.js';
import { noteNotPage } from '../visitor/scripted-requests.js';

/** The 404 page of strict routes. */
export const notFoundTemplate = extensionPoint<() => string>();

/** A script's GET whose answer is no content at all may have written: a currency, a vote, a consent. */
async function suspectScripted(context: Context, event: FetchEvent, response: Response): Promise<void> {
  const { pathname } = new URL(event.request.url);
  if (response.redirected) await suspectRedirect(context, event);
  else if (response.status === 204 || response.status === 205 || signsIn(pathname))
    await raise(context, `read ${pathname}`);
}

/** Whether a navigation may sign the visitor in or out by itself: a logout link, or a link from a mail. */
function maySign({ url, mode }: Request): boolean {
  const { pathname, search } = new URL(url);
  return (
    mode === 'navigate' && isSignPath(pathname) && (!!search || /out|off|magic|auth|sso/i.test(pathname))
  );
}

/**
 * What a script asks for in a way of its own: its own answer, untouched. Behind it is seen whether that is the page, so
 * that the page answers it from then on (rule 30).
 */
async function answerScript(job: PageRequest, way: string): Promise<Response> {
  const { context, event, target, stored } = job;
  const { response } = await fetchAsVisitor(context, event, target, stored, { way }).answer;
  if (response) await suspectScripted(context, event, response);
  // Whoever takes anything is served by the page, where there is nothing else.
  if (!response && stored.body && way === ANYTHING) return fromStore(context, stored, 'offline');
  if (response && !isHtml(response.headers.get('content-type'))) noteNotPage(context, way, event.request.url);
  return response ?? Response.error();
}

async function answer(job: PageRequest, isRedirected: boolean, way: string | undefined): Promise<Response> {
  const { context, event, target, stored } = job;
  const { request } = event;
  const isKnown = stored.body && way && stored.entry.ways?.includes(way);
  const goesThrough = stored.entry?.kind === 'pass' && isAhead(stored.entry.until, context.now());
  if (way && !isKnown && !goesThrough && (context.online() || way !== ANYTHING))
    return answerScript(job, way);
  const asked = await requestContext(context, target, request);
  const found = stored.body
    ? { ...stored, standing: await standing(context, stored.entry, request, isRedirected) }
    : stored;
  const decision = decide(target.route, found, asked, context.now());
  if (decision.do === 'network') return fromNetwork(job, decision.why);
  const notFoundPage = decision.do === 'not-found' && notFoundTemplate.of(context);
  if (notFoundPage)
    return withCacheStatus(new Response(notFoundPage(), { status: 404, headers: headersOf(HTML) }), {
      detail: 'not-found',
    });
  const responder = responders(context).get(target.route.policy) ?? routeResponder;
  return responder.respond(job, asked, decision);
}

/** What is stored; looked up once more where what was under way for it has come in the meantime. */
async function findStored(context: Context, target: Target): Promise<Lookup> {
  const flight = requestInFlight(context, target);
  const stored = await lookUp(context, target);
  return stored.body || !flight || flight === requestInFlight(context, target)
    ? stored
    : lookUp(context, target);
}

/**
 * Answers a request that a route has taken. Never rejects for a navigation.
 * @param way how a script asks for it, where that may be for something else than the page
 */
export async function handleRequest(
  context: Context,
  event: FetchEvent,
  found: MatchedRoute,
  way?: string,
): Promise<Response> {
  const { request } = event;
  try {
    const redirectedFrom = isNavigation(request) ? followsRedirect(context, event) : undefined;
    if (isNavigation(request)) await suspectArrival(context, event);
    const cookies = isNavigation(request) && noteCookies(context).catch(context.report);
    const target = await targetOf(context, found, request);
    const job = { context, event, target, stored: UNKNOWN };
    if (target.bypass) return await fromNetwork(job, target.bypass);
    await writePendingInvalidations(context);
    const own = isNavigation(request) && shellFeature.of(context)?.take(context, target);
    if (own) return await fromAnswer(job, await own.answer, { noted: own.settled });
    // Trouble with the store is a reported miss.
    const stored = await findStored(context, target).catch(context.report);
    await cookies;
    // Where it leads is the visitor's own page: there is nothing to compare with.
    if (redirectedFrom && stored && stored.entry?.kind === 'pass')
      await raise(context, `redirect ${new URL(redirectedFrom.url).pathname}`);
    const response = await answer({ ...job, stored: stored || UNKNOWN }, !!redirectedFrom, way);
    if (maySign(request) && context.online()) await raise(context);
    return response;
  } catch (cause) {
    context.report(failure('failed', `answer "${request.url}"`, String(cause), 'The network answers', cause));
    return fetch(request).catch(() => new Response('Service unavailable', { status: 503 }));
  }
}
