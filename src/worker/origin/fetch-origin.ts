/**
 * Requests a page from the origin: with the visitor's own request if they wait for it, else anonymously (rules 17, 21
 * and 25).
 */
import { type Verdict } from '../../core/policy/verdict.js';
import { isOutdated } from '../../core/http/outdated.js';
import { IsrError } from '../../shared/errors.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { obeyDeployment } from '../deployments/deployments.js';
import { runHook } from '../runtime/plugins.js';
import { originRequest } from './origin-request.js';
import { isOfFormerUser, type Target } from '../lookup/target.js';
import type { Lookup } from '../../storage/stored-page.js';
import { ANSWER_TIMEOUT_MS, inTime } from '../runtime/timers.js';
import { clearStore } from '../visitor/clear.js';

/** The origin's answer. `response` is missing if the origin could not be reached. */
export interface OriginAnswer {
  readonly verdict: Verdict;
  readonly response?: Response;
  /** A second body of the visitor's response, to be stored. Missing if it may not be stored. */
  readonly copy?: Response | undefined;
  /** Milliseconds since the epoch. The page's age is counted from here (rule 2). */
  readonly requestedAt: number;
  /** Number of the last invalidation when the request was sent (rule 4). */
  readonly fence: number;
  /** `context.clears.generation` when the request was sent. */
  readonly clearGeneration: number;
  /** The deployment that the response names. */
  readonly deployment?: string | undefined;
  /** Missing if the request was anonymous. */
  readonly visitorRequest?: VisitorRequest | undefined;
}

/** A visitor's own request. */
export interface VisitorRequest {
  readonly event: Extendable;
  readonly request: Request;
  /** The visitor's generation when the request was sent (rule 36). */
  readonly generation: number;
  /** Resolves once the page has loaded: no anonymous copy is requested before (rule 25). */
  readonly loaded: () => Promise<unknown>;
  /** How a script asked, until it is known whether its response is the page (rule 30). */
  readonly scriptedWay?: string | undefined;
  /** Whether the visitor was already served a stored page, so that nothing waits for this response. */
  readonly isBehindHit?: boolean | undefined;
}

export interface FetchOptions {
  /** Aborts the request, headers and body. */
  readonly signal?: AbortSignal | undefined;
  /** Makes the request conditional where no page is stored. */
  readonly etag?: string | null | undefined;
  /** Sent instead of an anonymous request. */
  readonly visitorRequest?: VisitorRequest | undefined;
}

/**
 * The network's response; undefined after a timeout. A response with `Clear-Site-Data: "storage"` always times out:
 * Chromium holds it back until the worker has answered.
 */
export const fetchInTime = ({ fetch }: Context, request: Request): Promise<Response | undefined> =>
  inTime(fetch(request), ANSWER_TIMEOUT_MS);

/** A verdict's reason: the response came from the browser's HTTP cache and is outdated (rule 37). */
export const OUTDATED = 'outdated';

/** Whether the response to a navigation is a cached copy that the browser would not show without the worker (rule 37). */
export const isOldCopy = ({ mode, cache }: Request, { headers }: Response, requestedAt: number): boolean =>
  mode === 'navigate' && cache === 'default' && isOutdated(headers, requestedAt);

/**
 * Whether the browser's HTTP cache may answer at any age: going back or forward. The answer may be from before a login or a
 * deployment, so that it verifies no page (rule 36) and activates no deployment (rule 32).
 */
export const takesAnyAge = ({ cache }: Request): boolean => cache === 'force-cache';

/** Clears the store and unsets the user after a response with `Clear-Site-Data` (rule 26). */
export async function obeyLogout(context: Context, { headers }: Response): Promise<boolean> {
  const { report, settings, changeSettings } = context;
  const isLogout = /"(?:cache|storage|\*)"/.test(headers.get('clear-site-data') ?? '');
  if (!isLogout) return false;
  if ((await settings()).user)
    await changeSettings(({ epoch = 0 }) => ({ user: undefined, epoch: epoch + 1 })).catch(report);
  await clearStore(context).catch(report);
  return true;
}

/**
 * The verdict on a response. `response` is what plugins made of `fetched`: it may narrow the verdict, but can't make a
 * page storable that the rules refuse (rule 16).
 */
async function verdictOn(
  context: Context,
  { route, headers: requestHeaders, request }: Target,
  fetched: Response,
  response: Response,
  isStored: boolean,
): Promise<Verdict> {
  const facts = { headers: requestHeaders, navigates: request?.mode === 'navigate', isStored };
  const classify = ({ status, headers, type, redirected }: Response): Verdict =>
    route.policy.classify(
      route,
      { status, headers, redirect: redirected || type === 'opaqueredirect' },
      facts,
    );
  const verdict = classify(fetched);
  if (await obeyLogout(context, fetched)) return { kind: 'unstored', reason: 'clear-site-data', purge: true };
  return verdict.kind === 'store' ? classify(response) : verdict;
}

function discardBody(response: Response | undefined): void {
  response?.body?.cancel().catch(() => undefined);
}

/** Requests the page, conditional on the stored one. Never rejects: an unreachable origin is an answer too. */
export async function fetchOrigin(
  context: Context,
  target: Target,
  { entry, body, fence }: Lookup,
  { signal, etag = null, visitorRequest }: FetchOptions = {},
): Promise<OriginAnswer> {
  const sent = { requestedAt: context.now(), fence, clearGeneration: context.clears.generation };
  const activationGeneration = context.activations.generation;
  const page = entry?.kind === 'page' ? entry : undefined;
  let request: Request | undefined;
  let originalRequest: Request | undefined;
  let fetched: Response | undefined;
  try {
    if (!visitorRequest && (await isOfFormerUser(context, target))) throw new Error('the user has changed');
    originalRequest = request = originRequest(context, target, page, {
      signal,
      etag,
      visitorRequest: visitorRequest?.request,
    });
    request = (await runHook(context, 'requestWillFetch', { request }, 'request')) ?? request;
    fetched = await (visitorRequest ? fetchInTime(context, request) : context.fetch(request));
    if (!fetched) throw new Error('the origin did not answer in time');
    const isWaitedFor = visitorRequest && !visitorRequest.isBehindHit;
    if (isWaitedFor && isOldCopy(request, fetched, sent.requestedAt)) {
      discardBody(fetched);
      return { verdict: { kind: 'unstored', reason: OUTDATED, purge: false }, ...sent };
    }
    const response =
      (await runHook(context, 'fetchDidSucceed', { request, response: fetched }, 'response')) ?? fetched;
    const isCurrent = !takesAnyAge(request);
    const deployment = isCurrent ? await obeyDeployment(context, fetched, activationGeneration) : undefined;
    const verdict = await verdictOn(context, target, fetched, response, body !== undefined);
    // Cloned here, before the visitor reads the response.
    const copy = visitorRequest && isCurrent && verdict.kind === 'store' ? response.clone() : undefined;
    return { verdict, response, copy, ...sent, deployment, visitorRequest };
  } catch (error) {
    // A plugin failed, not the origin: the browser makes the request itself.
    if (error instanceof IsrError) {
      context.report(error);
      discardBody(fetched);
      return { verdict: { kind: 'unstored', reason: 'plugin', purge: false }, ...sent };
    }
    if (request && originalRequest)
      await runHook(context, 'fetchDidFail', { request, originalRequest, error }, 'error').catch(
        context.report,
      );
    return { verdict: { kind: 'failed', reason: String(error) }, ...sent };
  }
}
