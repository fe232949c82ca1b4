/** Answers a request for a page: looks it up, decides, responds (rules 6 to 15). Every path ends in a response. */
import { decide, type Decision } from '../core/decide.js';
import { failure } from '../core/errors.js';
import { ageOf } from '../core/freshness.js';
import { circumstances, isNavigation } from './circumstances.js';
import type { Context } from './context.js';
import { ANSWER_TIME, claim, copyOf, launch, type Flight } from './flights.js';
import type { Found } from './match.js';
import { offlineResponse } from './offline.js';
import { obeyLogout } from './origin.js';
import { notFoundPage } from './pages/not-found.js';
import { regenerate } from './regenerate.js';
import { fromStore, headersOf, HTML, withSigns } from './respond.js';
import { shellResponse } from './shell.js';
import {
  isPersonal,
  lookUp,
  targetOf,
  UNKNOWN,
  type Lookup,
  type StoredPage,
  type Target,
} from './target.js';
import { sleep } from './time.js';
import { followWrite } from './unsafe.js';

/** One request, on its way through. */
interface Job {
  context: Context;
  event: FetchEvent;
  target: Target;
  stored: Lookup;
}

/** Nothing from the origin and nothing stored: a page that says so to a navigation, an error to a fetch. */
const unreachable = ({ context, event, target, stored }: Job): Promise<Response> | Response =>
  isNavigation(event.request)
    ? offlineResponse(context, target, stored.entry?.kind === 'pass' ? stored.entry.alias : undefined)
    : Response.error();

/** The browser's own request, with the user's credentials (rules 19 and 27). */
async function network(job: Job, detail?: string): Promise<Response> {
  const { context, event } = job;
  try {
    // Chromium never answers a worker where the response clears the worker's own storage.
    const response = await Promise.race([context.fetch(event.request), sleep(ANSWER_TIME)]);
    if (!response) return await unreachable(job);
    await obeyLogout(context, response);
    if (response.type === 'opaqueredirect' && context.circles.closes(event.request.url))
      return await unreachable(job);
    return withSigns(response, { fwd: 'bypass', 'fwd-status': response.status, detail });
  } catch {
    return unreachable(job);
  }
}

/** The answer of a flight, streamed to this request. */
async function fromFlight(job: Job, { asked }: Flight, collapsed: boolean): Promise<Response> {
  const answer = await asked;
  const { kind, reason } = { reason: undefined, ...answer.verdict };
  const response = kind === 'not-modified' ? undefined : copyOf(answer);
  // Fetched with the user's own credentials already, it is the user's answer; otherwise the browser asks itself.
  if (kind === 'personal' && !(response && isPersonal(job.target.route))) return network(job, reason);
  if (!response) return kind === 'failed' ? unreachable(job) : network(job);
  return withSigns(response, {
    fwd: 'uri-miss',
    'fwd-status': response.status,
    stored: kind === 'store',
    collapsed,
  });
}

/** The origin first; what is stored when it fails or takes too long (rules 10 and 15). */
async function askFirst(job: Job, page: Lookup & StoredPage): Promise<Response> {
  const { context, event, target } = job;
  const { flight, joined: collapsed } = launch(context, event, target, page);
  const outcome = await Promise.race([flight.landed, sleep(context.config.networkTimeout)]);
  if (!outcome || outcome.kind === 'failed') return fromStore(context, page, 'stale-if-error');
  if (!outcome.page) return fromFlight(job, flight, collapsed);
  const stored = outcome.kind === 'stored';
  const status = stored ? outcome.page.entry.status : 304;
  return fromStore(context, outcome.page, undefined, {
    fwd: 'stale',
    'fwd-status': status,
    stored,
    collapsed,
  });
}

function serve(
  { context, event, target }: Job,
  page: StoredPage,
  decision: Decision & { do: 'serve' },
): Response {
  const { detail } = decision;
  const { entry } = page;
  if (decision.regenerate) regenerate(context, event, target, entry);
  // Both keys: without the marker that stands at the target's, a page with variants would not be found.
  context.usage.note(event, target.route.name, detail ? 'stale' : 'hits', target.key, entry.key);
  // A page that fetches pages can't read the `Server-Timing` of a navigation: it is told (rule 34).
  if (!isNavigation(event.request)) {
    const told = { url: entry.url, state: detail ?? 'fresh', age: ageOf(entry, context.now()) };
    context.notifier.tellOne(event.clientId, 'served', told);
  }
  return fromStore(context, page, detail);
}

function miss(job: Job, shell: boolean): Promise<Response> {
  const { context, event, target, stored } = job;
  context.usage.note(event, target.route.name, 'misses');
  const { flight, joined } = launch(context, event, target, stored);
  return globalThis.ISR_SHELLS !== false && shell
    ? shellResponse(context, event, target, flight)
    : fromFlight(job, flight, joined);
}

async function answer(job: Job): Promise<Response> {
  const { context, event, target, stored } = job;
  const asked = circumstances(context, target, event.request);
  const decision = decide(target.route, stored, asked, context.now());
  if (decision.do === 'network') return network(job, decision.why);
  if (globalThis.ISR_STRICT !== false && decision.do === 'not-found')
    return withSigns(new Response(notFoundPage(), { status: 404, headers: headersOf(HTML) }), {
      detail: 'not-found',
    });
  if (stored.body) return decision.do === 'serve' ? serve(job, stored, decision) : askFirst(job, stored);
  return miss(job, decision.do === 'shell');
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
    if (promised) return await fromFlight(job, promised, false);
    // Trouble with the store is a reported miss.
    const stored = await lookUp(context, target).catch(context.report);
    return await answer({ ...job, stored: stored || UNKNOWN });
  } catch (cause) {
    context.report(failure('failed', `answer "${request.url}"`, String(cause), 'The network answers', cause));
    return fetch(request).catch(() => new Response('Service unavailable', { status: 503 }));
  }
}
