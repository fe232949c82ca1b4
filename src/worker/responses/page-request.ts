/** A request for a page, and the responders of cache policies. */
import type { Lookup, StoredPage } from '../../storage/stored-page.js';
import type { RequestContext, Decision } from '../../core/policy/decision.js';
import type { CachePolicy } from '../../core/policy/policy.js';
import type { Target } from '../lookup/target.js';
import type * as shells from '../offline/shell-response.js';
import type { Context } from '../runtime/context.js';
import { extensionPoint, perWorker } from '../runtime/worker-state.js';

export interface PageRequest {
  readonly context: Context;
  readonly event: FetchEvent;
  readonly target: Target;
  readonly stored: Lookup;
}

/** Answers requests on routes of one cache policy. */
export interface Responder {
  respond(pageRequest: PageRequest, requestContext: RequestContext, decision: Decision): Promise<Response>;
  /** The decision for a visit to a stored page, for `explain()`. */
  predict?(
    context: Context,
    request: Request,
    requestContext: RequestContext,
    page: Lookup & StoredPage,
  ): Decision;
}

/** Responders of other policies than the route's: origin mode registers its own. */
export const responders = perWorker(() => new Map<CachePolicy, Responder>());

/** Loading shells. Provided if a route has `fallback: true`. */
export const shellFeature = extensionPoint<{
  claim: typeof shells.claimAnswer;
  hold: typeof shells.holdAnswer;
  respond: typeof shells.shellResponse;
}>();
