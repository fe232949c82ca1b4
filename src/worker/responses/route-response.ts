/** Answers by the route's own lifetimes: the stored page at once, or the origin first (rules 6, 7, 10, 15 and 36). */
import type { Lookup, StoredPage } from '../../core/cache/entry.js';
import { UNSHOWN } from '../../core/cache/generation.js';
import type { Decision } from '../../core/policy/decision.js';
import { fetchAsVisitor } from '../regeneration/own-request.js';
import { regenerate, regenerateAsVisitor } from '../regeneration/regenerate.js';
import { fromStore } from '../runtime/response.js';
import { sleep } from '../runtime/timers.js';
import { fromAnswer, respondToMiss, noteServed } from './network-response.js';
import type { PageRequest, Responder } from './page-request.js';

/** The visitor's own request first; what is stored when it fails or takes too long (rules 10, 15 and 36). */
async function askFirst(job: PageRequest, page: Lookup & StoredPage): Promise<Response> {
  const { context, event, target } = job;
  const own = fetchAsVisitor(context, event, target, page);
  // A page that was never shown to be everyone's stands in for an origin that fails, but not for a slow one.
  const isShown = page.entry.generation !== UNSHOWN;
  const late = isShown ? [sleep(context.config.networkTimeout)] : [];
  const answer = await Promise.race([own.answer, ...late]);
  if (!answer || answer.verdict.kind === 'failed') {
    noteServed(job, page.entry, 'stale-if-error');
    return fromStore(context, page, 'stale-if-error');
  }
  const noteUnchanged = async (): Promise<void> => {
    if ((await own.settled).kind === 'unchanged') noteServed(job, page.entry);
  };
  event.waitUntil(noteUnchanged());
  return fromAnswer(job, answer, { fwd: 'stale', noted: own.settled });
}

function serve(job: PageRequest, page: Lookup & StoredPage, decision: Decision & { do: 'serve' }): Response {
  const { context, event, target } = job;
  const { detail } = decision;
  const { entry } = page;
  if (decision.regenerate === 'as-visitor') regenerateAsVisitor(context, event, target, page);
  else if (decision.regenerate) regenerate(context, event, target, entry);
  noteServed(job, entry, detail);
  return fromStore(context, page, detail);
}

export const routeResponder: Responder = {
  async respond(request, _asked, decision) {
    const { stored } = request;
    if (!stored.body) return respondToMiss(request, decision.do);
    return decision.do === 'serve' ? serve(request, stored, decision) : askFirst(request, stored);
  },
  // The decision before it is the whole answer: a stored page can always be shown.
  predict: () => ({ do: 'ask-first' }),
};
