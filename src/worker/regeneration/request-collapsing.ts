/** Requests that nobody waits for and that are under way: one for each key, however many want it (rules 7 and 23). */
import { wantsPage } from '../../core/http/request-kind.js';
import { isNavigation } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { fetchOrigin, type OriginAnswer, type VisitorRequest } from '../origin/fetch-origin.js';
import { applyAnswer } from './apply-answer.js';
import { type Outcome } from '../storing/outcome.js';
import type { Target } from '../lookup/target.js';
import type { Lookup } from '../../core/cache/entry.js';
import { ANSWER_TIMEOUT_MS } from '../runtime/timers.js';
import { perWorker } from '../runtime/worker-state.js';

export interface InFlightRequest {
  /** The headers are here; never rejects. */
  readonly answer: Promise<OriginAnswer>;
  /** The body is here, and what can be stored is; never rejects. */
  readonly settled: Promise<Outcome>;
  /** The number of the last mark when it started: later ones may ask for something newer (rule 4). */
  readonly fence: number;
}

/** A flight, and whether somebody else had started it. */
export interface CollapsedRequest {
  readonly flight: InFlightRequest;
  readonly joined: boolean;
}

/**
 * Whether the answer varies is known when it is there. So what scripts ask for in their own words is asked for apart;
 * what browsers say of themselves, and all that accepts a page, is one (rule 23).
 */
const nameOf = ({ flight, key, headers, request }: Target): string => {
  const own =
    request && !isNavigation(request)
      ? [!wantsPage(headers) && headers.get('accept'), headers.get('accept-language')]
      : [];
  return flight ?? [key, ...own.filter(Boolean)].join('\n');
};

/** Requests to the origin that are under way, by name. */
export const requestsInFlight = perWorker(() => new Map<string, InFlightRequest>());

/** The request for this page that is under way, if one is. */
export const requestInFlight = (context: Context, target: Target): InFlightRequest | undefined =>
  requestsInFlight(context).get(nameOf(target));

/** A copy of the answer, to be read by one; none where it broke off. */
export const copyOf = ({ response }: OriginAnswer): Response | undefined =>
  response?.bodyUsed === false ? response.clone() : undefined;

/** How a request is sent, where it is not the anonymous one. */
export interface FetchOptions {
  /** Milliseconds that the headers may take. */
  readonly timeoutMs?: number;
  readonly own?: VisitorRequest | undefined;
}

/**
 * Joins the request for this page, or starts it. What is stored, if anything, makes it conditional. One that started
 * before the last mark is joined by nobody who came after it.
 */
export function fetchCollapsed(
  context: Context,
  event: Extendable,
  target: Target,
  stored: Lookup,
  { timeoutMs = ANSWER_TIMEOUT_MS, own }: FetchOptions = {},
): CollapsedRequest {
  const running = requestInFlight(context, target);
  if (running && running.fence >= stored.fence) return { flight: running, joined: true };

  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  const { signal } = abort;
  const answer = fetchOrigin(context, target, stored, { signal, own }).finally(() => clearTimeout(timer));
  const settled = answer.then((given) => applyAnswer(context, target, given, stored.body && stored));
  const flight: InFlightRequest = { answer, settled, fence: stored.fence };
  requestsInFlight(context).set(nameOf(target), flight);
  event.waitUntil(settled.then(() => forget(context, target, flight)));
  return { flight, joined: false };
}

/**
 * Ends a flight. Its own copy of the answer, which nobody reads, is given up once those who waited have theirs:
 * otherwise all of a large download would gather in memory.
 */
function forget(context: Context, target: Target, flight: InFlightRequest): void {
  const flights = requestsInFlight(context);
  const key = nameOf(target);
  if (flights.get(key) !== flight) return;
  flights.delete(key);
  setTimeout(() => flight.answer.then(({ response }) => response?.body?.cancel()).catch(() => undefined));
}
