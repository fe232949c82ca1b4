/** Answers on routes with their own lifetime: the stored page, or the origin first (rules 6, 7, 10, 15 and 36). */
import type { Lookup, StoredPage } from '../../storage/stored-page.js';
import { UNVERIFIED } from '../../core/cache/generation.js';
import type { Decision } from '../../core/policy/decision.js';
import { fetchAsVisitor } from '../regeneration/visitor-request.js';
import { regenerate, regenerateAsVisitor } from '../regeneration/regenerate.js';
import { fromStore } from '../runtime/response.js';
import { isWhole } from '../storing/storable.js';
import { sleep } from '../runtime/timers.js';
import { fromAnswer, respondToMiss, noteServed } from './network-response.js';
import type { PageRequest, Responder } from './page-request.js';

/**
 * The visitor's own request first; the stored page if it fails, breaks off or times out (rules 10, 15 and 36). A body that
 * has begun in time replaces only a page of an earlier generation before it is whole: it may be the visitor's own.
 */
async function askFirst(pageRequest: PageRequest, page: Lookup & StoredPage): Promise<Response> {
  const { context, event, target } = pageRequest;
  const visitorFetch = fetchAsVisitor(context, event, target, page);
  // A page that was never verified replaces the response of an origin that fails, but not of a slow one.
  const isVerified = page.entry.generation !== UNVERIFIED;
  const timeout = sleep(context.config.networkTimeout);
  const answer = await Promise.race([visitorFetch.answer, ...(isVerified ? [timeout] : [])]);
  const { verdict, response, visitorRequest } = answer ?? {};
  const ends =
    verdict?.kind === 'store' && response
      ? ((await Promise.race([isWhole(context, target, response), timeout])) ??
        visitorRequest?.generation !== page.entry.generation)
      : answer && verdict?.kind !== 'failed';
  if (!answer || !ends) {
    response?.body?.cancel().catch(() => undefined);
    noteServed(pageRequest, page.entry, 'stale-if-error');
    return fromStore(context, page, 'stale-if-error');
  }
  const noteConfirmed = async (): Promise<void> => {
    if ((await visitorFetch.settled).kind === 'unchanged') noteServed(pageRequest, page.entry);
  };
  event.waitUntil(noteConfirmed());
  return fromAnswer(pageRequest, answer, { fwd: 'stale', noted: visitorFetch.settled });
}

function serve(
  pageRequest: PageRequest,
  page: Lookup & StoredPage,
  decision: Decision & { do: 'serve' },
): Response {
  const { context, event, target } = pageRequest;
  const { detail } = decision;
  const { entry } = page;
  if (decision.regenerate === 'as-visitor') regenerateAsVisitor(context, event, target, page);
  else if (decision.regenerate) regenerate(context, event, target, entry);
  noteServed(pageRequest, entry, detail);
  return fromStore(context, page, detail);
}

export const routeResponder: Responder = {
  async respond(pageRequest, _requestContext, decision) {
    const { stored } = pageRequest;
    if (!stored.body) return respondToMiss(pageRequest, decision.do);
    return decision.do === 'serve' ? serve(pageRequest, stored, decision) : askFirst(pageRequest, stored);
  },
};
