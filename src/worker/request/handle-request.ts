/** Answers a request for a page: look up, decide, respond (rules 6 to 15). Every path ends in a response. */
import { decide } from '../../core/policy/decide.js';
import { failure } from '../../shared/errors.js';
import { isAhead } from '../../core/cache/freshness.js';
import { isSignPath, signsIn } from '../../core/cache/generation.js';
import { isHtml } from '../../core/http/html.js';
import { ANYTHING, isActionUrl } from '../../core/http/request-kind.js';
import { requestContextOf, isNavigation } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import { fromAnswer, fromNetwork } from '../responses/network-response.js';
import { requestInFlight } from '../regeneration/request-collapsing.js';
import type { MatchedRoute } from '../../config/match.js';
import { responders, shellFeature, type PageRequest } from '../responses/page-request.js';
import { routeResponder } from '../responses/route-response.js';
import { extensionPoint } from '../runtime/worker-state.js';
import { fromStore, headersOf, HTML, withCacheStatus } from '../runtime/response.js';
import { targetOf, type Target } from '../lookup/target.js';
import { lookUp } from '../lookup/lookup.js';
import { UNKNOWN, type Lookup } from '../../storage/stored-page.js';
import { writePendingInvalidations } from '../lookup/pending-invalidations.js';
import { fetchAsVisitor } from '../regeneration/visitor-request.js';
import { raiseForChangedCookies, raiseGeneration, standingFor } from '../visitor/generations.js';
import { followsRedirect, suspectArrival, suspectRedirect } from '../visitor/redirects.js';
import { noteNotPage } from '../visitor/scripted-requests.js';

/** The 404 page of strict routes. Provided if the config has one. */
export const notFoundTemplate = extensionPoint<() => string>();

/** Raises the generation after a script's GET that may have written: a redirect, a sign-in, or a response without content. */
async function suspectScripted(context: Context, event: FetchEvent, response: Response): Promise<void> {
  const { pathname } = new URL(event.request.url);
  if (response.redirected) await suspectRedirect(context, event);
  else if (response.status === 204 || response.status === 205 || signsIn(pathname))
    await raiseGeneration(context, `read ${pathname}`);
}

/** Raises the generation after a navigation that may have acted by itself: a logout link, a link that fills a basket. */
async function suspectAction(context: Context, { url, mode }: Request): Promise<void> {
  const given = new URL(url);
  if (mode !== 'navigate' || !context.online()) return;
  const { pathname, search } = given;
  if (isSignPath(pathname) && (search || /out|off|magic|auth|sso/i.test(pathname)))
    await raiseGeneration(context);
  else if (isActionUrl(given)) await raiseGeneration(context, `act ${pathname}`);
}

/**
 * Answers a scripted request with its own, unchanged response. In the background the response is compared with the page:
 * if they are the same, the stored page answers such requests from then on (rule 30).
 */
async function answerScript(pageRequest: PageRequest, scriptedWay: string): Promise<Response> {
  const { context, event, target, stored } = pageRequest;
  const { response } = await fetchAsVisitor(context, event, target, stored, { scriptedWay }).answer;
  if (response) await suspectScripted(context, event, response);
  // Offline, the stored page answers a request with `Accept: */*`.
  if (!response && stored.body && scriptedWay === ANYTHING) return fromStore(context, stored, 'offline');
  if (response && !isHtml(response.headers.get('content-type')))
    noteNotPage(context, scriptedWay, event.request.url);
  return response ?? Response.error();
}

/** Whether the page can't answer a scripted request: no such request was seen to get the page (rule 30). */
function needsOwnAnswer({ context, stored }: PageRequest, scriptedWay: string): boolean {
  const getsThePage = stored.body && stored.entry.ways?.includes(scriptedWay);
  const isBypassed = stored.entry?.kind === 'pass' && isAhead(stored.entry.until, context.now());
  return !getsThePage && !isBypassed && (context.online() || scriptedWay !== ANYTHING);
}

async function answer(
  pageRequest: PageRequest,
  isRedirected: boolean,
  scriptedWay: string | undefined,
): Promise<Response> {
  const { context, event, target, stored } = pageRequest;
  const { request } = event;
  if (scriptedWay && needsOwnAnswer(pageRequest, scriptedWay)) return answerScript(pageRequest, scriptedWay);
  const requestContext = await requestContextOf(context, target, request);
  const state = stored.body
    ? { ...stored, standing: await standingFor(context, stored.entry, request, isRedirected) }
    : stored;
  const decision = decide(target.route, state, requestContext, context.now());
  if (decision.do === 'network') return fromNetwork(pageRequest, decision.why);
  const notFoundPage = decision.do === 'not-found' && notFoundTemplate.of(context);
  if (notFoundPage)
    return withCacheStatus(new Response(notFoundPage(), { status: 404, headers: headersOf(HTML) }), {
      detail: 'not-found',
    });
  const responder = responders(context).get(target.route.policy) ?? routeResponder;
  return responder.respond(pageRequest, requestContext, decision);
}

/** Looks the page up; and again if a request in flight for it has settled during the first lookup. */
async function findStored(context: Context, target: Target): Promise<Lookup> {
  const inFlight = requestInFlight(context, target);
  const stored = await lookUp(context, target);
  return stored.body || !inFlight || inFlight === requestInFlight(context, target)
    ? stored
    : lookUp(context, target);
}

/**
 * Answers a request that a route has taken. Never rejects for a navigation.
 * @param scriptedWay how a script asks, if its request may be for something else than the page
 */
export async function handleRequest(
  context: Context,
  event: FetchEvent,
  matched: MatchedRoute,
  scriptedWay?: string,
): Promise<Response> {
  const { request } = event;
  try {
    const redirectedFrom = isNavigation(request) ? followsRedirect(context, event) : undefined;
    if (isNavigation(request)) await suspectArrival(context, request.referrer);
    const cookies = isNavigation(request) && raiseForChangedCookies(context).catch(context.report);
    const target = await targetOf(context, matched, request);
    if (isNavigation(request)) context.hotTier.noteStart(target.key);
    const pageRequest = { context, event, target, stored: UNKNOWN };
    if (target.bypass) return await fromNetwork(pageRequest, target.bypass);
    await writePendingInvalidations(context);
    const promised = isNavigation(request) && shellFeature.of(context)?.claim(context, target);
    if (promised) return await fromAnswer(pageRequest, await promised.answer, { noted: promised.settled });
    // A failing store is a reported miss.
    const stored = await findStored(context, target).catch(context.report);
    await cookies;
    // A personal page can't be compared: the redirect that led here may have made the visitor another.
    if (redirectedFrom && stored && stored.entry?.kind === 'pass')
      await raiseGeneration(context, `redirect ${new URL(redirectedFrom.url).pathname}`);
    const response = await answer(
      { ...pageRequest, stored: stored || UNKNOWN },
      !!redirectedFrom,
      scriptedWay,
    );
    await suspectAction(context, request);
    return response;
  } catch (cause) {
    context.report(failure('failed', `answer "${request.url}"`, String(cause), 'The network answers', cause));
    return fetch(request).catch(() => new Response('Service unavailable', { status: 503 }));
  }
}
