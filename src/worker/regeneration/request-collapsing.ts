/** Request collapsing (RFC 9211): concurrent requests for one page share one request to the origin (rules 7 and 23). */
import { wantsPage } from '../../core/http/request-kind.js';
import { isNavigation } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { fetchOrigin, type OriginAnswer, type VisitorRequest } from '../origin/fetch-origin.js';
import { applyAnswer } from './apply-answer.js';
import { type Outcome } from '../storing/outcome.js';
import type { Target } from '../lookup/target.js';
import type { Lookup } from '../../storage/stored-page.js';
import { ANSWER_TIMEOUT_MS } from '../runtime/timers.js';
import { perWorker } from '../runtime/worker-state.js';

/** A request to the origin. Its promises never reject. */
export interface InFlightRequest {
  /** Resolves when the headers have arrived. */
  readonly answer: Promise<OriginAnswer>;
  /** Resolves when the body has arrived and the answer is applied to the store. */
  readonly settled: Promise<Outcome>;
  /** Number of the last invalidation when the request was sent (rule 4). */
  readonly fence: number;
}

export interface CollapsedRequest {
  readonly inFlight: InFlightRequest;
  /** False if this call has sent the request. */
  readonly joined: boolean;
}

/**
 * `Vary` is unknown until the response arrives. Scripted requests with their own `Accept` or `Accept-Language` are
 * therefore not collapsed with navigations (rule 23).
 */
const collapseKeyOf = ({ collapseKey, key, headers, request }: Target): string => {
  const visitorRequest =
    request && !isNavigation(request)
      ? [!wantsPage(headers) && headers.get('accept'), headers.get('accept-language')]
      : [];
  return collapseKey ?? [key, ...visitorRequest.filter(Boolean)].join('\n');
};

/** Requests in flight, by collapse key. */
export const requestsInFlight = perWorker(() => new Map<string, InFlightRequest>());

export const requestInFlight = (context: Context, target: Target): InFlightRequest | undefined =>
  requestsInFlight(context).get(collapseKeyOf(target));

/** A copy of the response for one reader. Undefined if the body was already read or broke off. */
export const cloneResponse = ({ response }: OriginAnswer): Response | undefined =>
  response?.bodyUsed === false ? response.clone() : undefined;

export interface FetchOptions {
  /** For the headers. @default ANSWER_TIMEOUT_MS */
  readonly timeoutMs?: number;
  /** Sent instead of an anonymous request. */
  readonly visitorRequest?: VisitorRequest | undefined;
}

/**
 * Joins the request in flight for this page, or sends one, conditional on the stored page. A request from before the
 * last invalidation is not joined.
 */
export function fetchCollapsed(
  context: Context,
  event: Extendable,
  target: Target,
  stored: Lookup,
  { timeoutMs = ANSWER_TIMEOUT_MS, visitorRequest }: FetchOptions = {},
): CollapsedRequest {
  const running = requestInFlight(context, target);
  if (running && running.fence >= stored.fence) return { inFlight: running, joined: true };

  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  const { signal } = abort;
  const answer = fetchOrigin(context, target, stored, { signal, visitorRequest }).finally(() =>
    clearTimeout(timer),
  );
  const settled = answer.then((received) => applyAnswer(context, target, received, stored.body && stored));
  const inFlight: InFlightRequest = { answer, settled, fence: stored.fence };
  requestsInFlight(context).set(collapseKeyOf(target), inFlight);
  event.waitUntil(settled.then(() => forget(context, target, inFlight)));
  return { inFlight, joined: false };
}

/**
 * Removes a settled request. Its own body, which is never read, is cancelled after the waiting callers have cloned it:
 * a large download would otherwise be buffered in memory.
 */
function forget(context: Context, target: Target, inFlight: InFlightRequest): void {
  const requests = requestsInFlight(context);
  const key = collapseKeyOf(target);
  if (requests.get(key) !== inFlight) return;
  requests.delete(key);
  setTimeout(() => inFlight.answer.then(({ response }) => response?.body?.cancel()).catch(() => undefined));
}
