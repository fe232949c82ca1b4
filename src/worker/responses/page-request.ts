/** A request for a page on its way through the worker, and what answers it. */
import type { Lookup, StoredPage } from '../../core/cache/entry.js';
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

/** How a policy answers, once it is known that a page answers at all. */
export interface Responder {
  respond(request: PageRequest, asked: RequestContext, decision: Decision): Promise<Response>;
  /** What a visit would get of a stored page, for `explain()`. */
  predict(context: Context, request: Request, asked: RequestContext, page: Lookup & StoredPage): Decision;
}

/** The responders of policies besides the usual one. */
export const responders = perWorker(() => new Map<CachePolicy, Responder>());

/** Loading shells, where a route has `fallback: true`. */
export const shellFeature = extensionPoint<{
  take: typeof shells.takePromised;
  promise: typeof shells.promiseAnswer;
  respond: typeof shells.shellResponse;
}>();
