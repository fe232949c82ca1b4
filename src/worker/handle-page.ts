/** Answers a request for a page: looks it up, decides, responds (rules 6 to 15). Every path ends in a response. */
import { IsrError } from '../core/errors.js';
import { decide, type Asked as Circumstances, type Decision } from '../core/decide.js';
import { ageOf } from '../core/freshness.js';
import { isPrefetch } from '../core/request-kind.js';
import type { Context } from './context.js';
import { claim, copyOf, launch, type Flight } from './flights.js';
import type { Found } from './match.js';
import { offlineResponse } from './offline.js';
import { obeyLogout } from './origin.js';
import { notFoundPage } from './pages/not-found.js';
import { regenerate } from './regenerate.js';
import { fromStore, withSigns } from './respond.js';
import { shellResponse } from './shell.js';
import { lookUp, targetOf, type Lookup, type StoredPage, type Target } from './target.js';

/** One request, on its way through. */
interface Job {
  context: Context;
  event: FetchEvent;
  target: Target;
  stored: Lookup | undefined;
}

const isNavigation = ({ mode }: Request): boolean => mode === 'navigate';

function circumstances({ context, event: { request }, target }: Job): Circumstances {
  const { online } = context;
  const here = (url: string): string => url.split('#', 1)[0] ?? '';
  return {
    intent: isPrefetch(request.headers) ? 'prefetch' : isNavigation(request) ? 'navigation' : 'fetch',
    reload: request.cache === 'no-cache' || request.cache === 'reload',
    // Only Chromium tells it apart; there and in Firefox the request also asks for any copy, however old.
    history:
      (request as { isHistoryNavigation?: boolean }).isHistoryNavigation === true ||
      request.cache === 'force-cache',
    online: online(),
    fromItself: here(request.referrer) === here(request.url),
    listed: target.route.paths?.includes(new URL(target.url).pathname) === true,
  };
}

/** Nothing from the origin and nothing stored: a page that says so to a navigation, an error to a fetch. */
const unreachable = ({ context, event, target, stored }: Job): Promise<Response> | Response =>
  isNavigation(event.request)
    ? offlineResponse(context, target, stored?.entry.kind === 'pass' ? stored.entry.alias : undefined)
    : Response.error();

/** The browser's own request, with the user's credentials (rules 19 and 27). */
async function network(job: Job, detail?: string): Promise<Response> {
  try {
    const response = await job.context.fetch(job.event.request);
    await obeyLogout(job.context, response);
    return withSigns(response, { kind: 'forward', why: 'bypass', status: response.status, detail });
  } catch {
    return unreachable(job);
  }
}

/** The answer of a flight, streamed to this request. */
async function fromFlight(job: Job, { asked }: Flight, joined: boolean): Promise<Response> {
  const answer = await asked;
  const { verdict } = answer;
  if (verdict.kind === 'personal') {
    // Fetched with the user's own credentials already, it is the user's answer; otherwise the browser asks itself.
    if (job.target.route.audience === 'everyone' || !answer.response) return network(job, verdict.reason);
  }
  const response = copyOf(answer);
  if (!response) return verdict.kind === 'failed' ? unreachable(job) : network(job);
  const stored = verdict.kind === 'store';
  return withSigns(response, {
    kind: 'forward',
    why: 'uri-miss',
    status: response.status,
    stored,
    collapsed: joined,
  });
}

/** The origin first; what is stored when it fails or takes too long (rules 10 and 15). */
async function askFirst(job: Job, page: StoredPage): Promise<Response> {
  const { context, event, target } = job;
  const { flight, joined } = launch(context, event, target, page.entry);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, context.config.networkTimeout));
  const outcome = await Promise.race([flight.landed, late]);
  const forward = { kind: 'forward', why: 'stale', collapsed: joined } as const;
  switch (outcome?.kind) {
    case 'stored':
      return fromStore(context, outcome, undefined, {
        ...forward,
        status: outcome.entry.status,
        stored: true,
      });
    case 'unchanged':
      return fromStore(context, { ...page, entry: outcome.entry }, undefined, { ...forward, status: 304 });
    case 'personal':
    case 'unstored':
      return fromFlight(job, flight, joined);
    default:
      return fromStore(context, page, 'stale-if-error');
  }
}

function serve(
  { context, event, target }: Job,
  page: StoredPage,
  decision: Decision & { do: 'serve' },
): Response {
  if (decision.regenerate) regenerate(context, event, target, page.entry);
  const kind = decision.detail ? 'stale' : 'hits';
  // Both: without the marker that stands at the target's key, a page with variants would not be found.
  context.usage.note(event, target.route.name, kind, target.key, page.entry.key);
  const response = fromStore(context, page, decision.detail);
  if (!isNavigation(event.request)) tellServed(context, event.clientId, page, decision.detail ?? 'fresh');
  return response;
}

/** A page that fetches pages can't read the `Server-Timing` of a navigation: it is told (rule 34). */
function tellServed(
  { notifier, now }: Context,
  clientId: string,
  { entry }: StoredPage,
  state: string,
): void {
  notifier.tell('served', { url: entry.url, state, age: ageOf(entry, now()) }, ({ id }) => id === clientId);
}

function miss(job: Job, shell: boolean): Promise<Response> {
  const { context, event, target } = job;
  context.usage.note(event, target.route.name, 'misses');
  const { flight, joined } = launch(context, event, target);
  return shell
    ? shellResponse(context, event, event.request, target, flight)
    : fromFlight(job, flight, joined);
}

async function answer(job: Job): Promise<Response> {
  const { context, target, stored } = job;
  const decision = decide(target.route, stored?.entry, circumstances(job), context.now());
  switch (decision.do) {
    case 'network':
      return network(job, decision.why);
    case 'not-found':
      return new Response(globalThis.ISR_STRICT !== false ? notFoundPage() : '', {
        status: 404,
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
    case 'fetch':
    case 'shell':
      return miss(job, decision.do === 'shell');
    case 'serve':
      if (stored?.body) return serve(job, stored, decision);
      return miss(job, false);
    case 'ask-first':
      return stored?.body ? askFirst(job, stored) : miss(job, false);
  }
}

/** The stored page for the target; trouble with the store is a reported miss. */
const lookUpSafely = (context: Context, target: Target): Promise<Lookup | undefined> =>
  lookUp(context, target).catch((error: unknown) => {
    context.report(error);
    return undefined;
  });

/** Answers a request that a route has taken. Never rejects for a navigation. */
export async function handlePage(context: Context, event: FetchEvent, found: Found): Promise<Response> {
  try {
    const target = await targetOf(context, found, event.request);
    if (typeof target === 'string') {
      const response = await context.fetch(event.request);
      return withSigns(response, { kind: 'forward', why: 'bypass', status: response.status, detail: target });
    }
    const promised = isNavigation(event.request) && claim(context, target);
    if (promised) return await fromFlight({ context, event, target, stored: undefined }, promised, false);
    return await answer({ context, event, target, stored: await lookUpSafely(context, target) });
  } catch (cause) {
    context.report(
      new IsrError(
        'failed',
        `Failed to answer "${event.request.url}": ${String(cause)}. The network answers.`,
        { cause },
      ),
    );
    return fetch(event.request).catch(() => new Response('Service unavailable', { status: 503 }));
  }
}
