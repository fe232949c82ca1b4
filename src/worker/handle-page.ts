/** Answers a request for a page: looks it up, decides, responds (rules 6 to 15). Every path ends in a response. */
import { decide, type Decision } from '../core/decide.js';
import { failure } from '../core/errors.js';
import { circumstances, isNavigation } from './circumstances.js';
import type { Context } from './context.js';
import { claim, launch, underWay } from './flights.js';
import { fromFlight, miss, network, noteServed, type Job } from './from-network.js';
import type { Found } from './match.js';
import { notFoundPage } from './pages/not-found.js';
import { answerPrivately } from './private-cache/answer.js';
import { regenerate } from './regenerate.js';
import { fromStore, headersOf, HTML, withSigns } from './respond.js';
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
import { followWrite } from './unsafe.js';

/** The origin first; what is stored when it fails or takes too long (rules 10 and 15). */
async function askFirst(job: Job, page: Lookup & StoredPage): Promise<Response> {
  const { context, event, target } = job;
  const launched = launch(context, event, target, page);
  const outcome = await Promise.race([launched.flight.landed, sleep(context.config.networkTimeout)]);
  if (!outcome || outcome.kind === 'failed') return fromStore(context, page, 'stale-if-error');
  if (!outcome.page) return fromFlight(job, launched);
  const stored = outcome.kind === 'stored';
  const status = stored ? outcome.page.entry.status : 304;
  return fromStore(context, outcome.page, undefined, {
    fwd: 'stale',
    'fwd-status': status,
    stored,
    collapsed: launched.joined,
  });
}

function serve(job: Job, page: StoredPage, decision: Decision & { do: 'serve' }): Response {
  const { context, event, target } = job;
  const { detail } = decision;
  const { entry } = page;
  if (decision.regenerate) regenerate(context, event, target, entry);
  noteServed(job, entry, detail);
  return fromStore(context, page, detail);
}

async function answer(job: Job): Promise<Response> {
  const { context, event, target, stored } = job;
  const asked = await circumstances(context, target, event.request);
  const byOrigin = obeysOrigin(target.route);
  const decision = decide(target.route, stored, asked, context.now());
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

/** Answers a request that a route has taken. Never rejects for a navigation. */
export async function handlePage(context: Context, event: FetchEvent, found: Found): Promise<Response> {
  const { request } = event;
  try {
    const target = await targetOf(context, found, request);
    const job = { context, event, target, stored: UNKNOWN };
    if (target.bypass) return await network(job, target.bypass);
    await followWrite(context, event, target.url);
    const promised = isNavigation(request) && claim(context, target);
    if (promised) return await fromFlight(job, { flight: promised, joined: false });
    // Trouble with the store is a reported miss.
    const stored = await findStored(context, target).catch(context.report);
    return await answer({ ...job, stored: stored || UNKNOWN });
  } catch (cause) {
    context.report(failure('failed', `answer "${request.url}"`, String(cause), 'The network answers', cause));
    return fetch(request).catch(() => new Response('Service unavailable', { status: 503 }));
  }
}
