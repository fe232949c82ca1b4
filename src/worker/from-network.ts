/** Answers that come from the network, and what is noted of those that do not. */
import type { Decision } from '../core/decide.js';
import type { PageEntry } from '../core/entry.js';
import { isNavigation } from './circumstances.js';
import type { Context } from './context.js';
import { obeyDeployment } from './deployments.js';
import { copyOf, launch, type Launched } from './flights.js';
import { offlineResponse } from './offline.js';
import { answerTo, obeyLogout } from './origin.js';
import { withSigns } from './respond.js';
import { shellResponse } from './shell.js';
import { isPersonal, type Lookup, type Target } from './target.js';

/** One request, on its way through. */
export interface Job {
  context: Context;
  event: FetchEvent;
  target: Target;
  stored: Lookup;
}

/** Nothing from the origin and nothing stored: a page that says so to a navigation, an error to a fetch. */
export const unreachable = ({ context, event, target, stored }: Job): Promise<Response> | Response =>
  isNavigation(event.request)
    ? offlineResponse(context, target, stored.entry?.kind === 'pass' ? stored.entry.alias : undefined)
    : Response.error();

/** The browser's own request, with the user's credentials (rules 19 and 27). */
export async function network(job: Job, detail?: string): Promise<Response> {
  const { context, event } = job;
  const { count } = context.activations;
  try {
    const response = await answerTo(context, event.request);
    if (!response) return await unreachable(job);
    await obeyLogout(context, response);
    await obeyDeployment(context, response, count);
    if (response.type === 'opaqueredirect' && context.circles.closes(event)) return await unreachable(job);
    return withSigns(response, { fwd: 'bypass', 'fwd-status': response.status, detail });
  } catch {
    return unreachable(job);
  }
}

/** The answer of a flight, streamed to this request. */
export async function fromFlight(
  job: Job,
  { flight: { asked }, joined: collapsed }: Launched,
  fwd: 'uri-miss' | 'stale' = 'uri-miss',
): Promise<Response> {
  const answer = await asked;
  const { kind, reason } = { reason: undefined, ...answer.verdict };
  const response = kind === 'not-modified' ? undefined : copyOf(answer);
  // Fetched with the user's own credentials already, it is the user's answer; otherwise the browser asks itself, as it
  // does where a redirect is to be followed: a script's fetch() takes none that was not (rule 21).
  const follows = response?.type === 'opaqueredirect' && job.event.request.redirect !== 'manual';
  if (follows || (kind === 'personal' && !(response && isPersonal(job.target.route))))
    return network(job, reason);
  if (!response) return kind === 'failed' ? unreachable(job) : network(job);
  return withSigns(response, {
    fwd,
    'fwd-status': response.status,
    stored: kind === 'store',
    collapsed,
  });
}

/** Asks for a page of which nothing is stored; the visitor waits for it, or sees a shell (rule 11). */
export function miss(job: Job, decided: Decision['do']): Promise<Response> {
  const { context, event, target, stored } = job;
  context.usage.note(event, target.route.name, 'misses');
  const launched = launch(context, event, target, stored);
  return globalThis.ISR_SHELLS !== false && decided === 'shell'
    ? shellResponse(context, event, target, launched.flight)
    : fromFlight(job, launched);
}

/** Notes that a stored page was served. */
export function noteServed({ context, event, target }: Job, entry: PageEntry, detail?: string): void {
  // Both keys: without the marker that stands at the target's, a page with variants would not be found.
  context.usage.note(event, target.route.name, detail ? 'stale' : 'hits', target.key, entry.key);
}
