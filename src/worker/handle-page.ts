/** Answers a request for a page: looks it up, decides, responds (rules 6 to 15). Every path ends in a response. */
import { decide, type Decision } from '../core/decide.js';
import { failure } from '../core/errors.js';
import { isAhead } from '../core/freshness.js';
import { UNSHOWN } from '../core/generation.js';
import { isHtml } from '../core/html.js';
import { ANYTHING } from '../core/request-kind.js';
import { circumstances, isNavigation } from './circumstances.js';
import type { Context } from './context.js';
import { fromAsked, miss, network, noteServed, type Job } from './from-network.js';
import { underWay } from './flights.js';
import type { Found } from './match.js';
import { notFoundPage } from './pages/not-found.js';
import { answerPrivately } from './private-cache/answer.js';
import { regenerate, regenerateAsVisitor } from './regenerate.js';
import { fromStore, headersOf, HTML, withSigns } from './respond.js';
import { claim } from './shell.js';
import {
  lookUp,
  obeysOrigin,
  targetOf,
  UNKNOWN,
  type Lookup,
  type StoredPage,
  type Target,
} from './target.js';
import { sleep } from './time.js';
import { writeOwed } from './unsafe.js';
import { askAsVisitor } from './visitor/as-visitor.js';
import { noteCookies, standing } from './visitor/generations.js';
import { followsRedirect } from './visitor/redirects.js';
import { noteNotPage } from './visitor/show-whose.js';

/** The visitor's own request first; what is stored when it fails or takes too long (rules 10, 15 and 36). */
async function askFirst(job: Job, page: Lookup & StoredPage): Promise<Response> {
  const { context, event, target } = job;
  const own = askAsVisitor(context, event, target, page);
  // A page that was never shown to be everyone's stands in for an origin that fails, but not for a slow one.
  const isShown = page.entry.generation !== UNSHOWN;
  const late = isShown ? [sleep(context.config.networkTimeout)] : [];
  const answer = await Promise.race([own.asked, ...late]);
  if (!answer || answer.verdict.kind === 'failed') return fromStore(context, page, 'stale-if-error');
  return fromAsked(job, answer, { fwd: 'stale', noted: own.landed });
}

function serve(job: Job, page: Lookup & StoredPage, decision: Decision & { do: 'serve' }): Response {
  const { context, event, target } = job;
  const { detail } = decision;
  const { entry } = page;
  if (decision.regenerate === 'as-visitor') regenerateAsVisitor(context, event, target, page);
  else if (decision.regenerate) regenerate(context, event, target, entry);
  noteServed(job, entry, detail);
  return fromStore(context, page, detail);
}

/**
 * What a script asks for in a way of its own: its own answer, untouched. Behind it is seen whether that is the page, so
 * that the page answers it from then on (rule 30).
 */
async function scripted(job: Job, way: string): Promise<Response> {
  const { context, event, target, stored } = job;
  const { response } = await askAsVisitor(context, event, target, stored, { way }).asked;
  // Whoever takes anything is served by the page, where there is nothing else.
  if (!response && stored.body && way === ANYTHING) return fromStore(context, stored, 'offline');
  if (response && !isHtml(response.headers.get('content-type'))) noteNotPage(context, way, event.request.url);
  return response ?? Response.error();
}

async function answer(job: Job, isRedirected: boolean, way: string | undefined): Promise<Response> {
  const { context, event, target, stored } = job;
  const { request } = event;
  const isKnown = stored.body && way && stored.entry.ways?.includes(way);
  const goesThrough = stored.entry?.kind === 'pass' && isAhead(stored.entry.until, context.now());
  if (way && !isKnown && !goesThrough && (context.online() || way !== ANYTHING)) return scripted(job, way);
  const asked = await circumstances(context, target, request);
  const byOrigin = obeysOrigin(target.route);
  const found =
    stored.body && !byOrigin
      ? { ...stored, standing: await standing(context, stored.entry, request, isRedirected) }
      : stored;
  const decision = decide(target.route, found, asked, context.now());
  if (decision.do === 'network') return network(job, decision.why);
  if (globalThis.ISR_STRICT !== false && decision.do === 'not-found')
    return withSigns(new Response(notFoundPage(), { status: 404, headers: headersOf(HTML) }), {
      detail: 'not-found',
    });
  if (globalThis.ISR_ORIGIN !== false && byOrigin) return answerPrivately(job, asked, decision.do);
  if (stored.body) return decision.do === 'serve' ? serve(job, stored, decision) : askFirst(job, stored);
  return miss(job, decision.do);
}

/** What is stored; looked up once more where what was under way for it has come in the meantime. */
async function findStored(context: Context, target: Target): Promise<Lookup> {
  const flight = underWay(context, target);
  const stored = await lookUp(context, target);
  return stored.body || !flight || flight === underWay(context, target) ? stored : lookUp(context, target);
}

/**
 * Answers a request that a route has taken. Never rejects for a navigation.
 * @param way how a script asks for it, where that may be for something else than the page
 */
export async function handlePage(
  context: Context,
  event: FetchEvent,
  found: Found,
  way?: string,
): Promise<Response> {
  const { request } = event;
  try {
    const isRedirected = isNavigation(request) && followsRedirect(context, event);
    const cookies = isNavigation(request) && noteCookies(context).catch(context.report);
    const target = await targetOf(context, found, request);
    const job = { context, event, target, stored: UNKNOWN };
    if (target.bypass) return await network(job, target.bypass);
    await writeOwed(context);
    const own = isNavigation(request) && claim(context, target);
    if (own) return await fromAsked(job, await own.asked, { noted: own.landed });
    // Trouble with the store is a reported miss.
    const stored = await findStored(context, target).catch(context.report);
    await cookies;
    return await answer({ ...job, stored: stored || UNKNOWN }, isRedirected, way);
  } catch (cause) {
    context.report(failure('failed', `answer "${request.url}"`, String(cause), 'The network answers', cause));
    return fetch(request).catch(() => new Response('Service unavailable', { status: 503 }));
  }
}
