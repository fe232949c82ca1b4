/**
 * Asks the origin for a page: what a visitor waits for as the visitor, with their cookies and their URL, what nobody
 * waits for as nobody (rules 17, 21 and 25).
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
import { type Lookup } from '../../core/cache/entry.js';
import { ANSWER_TIMEOUT_MS, sleep } from '../runtime/timers.js';
import { clearStore } from '../visitor/clear.js';

/** What came back. `response` is missing where the origin could not be reached. */
export interface OriginAnswer {
  readonly verdict: Verdict;
  readonly response?: Response;
  /** Milliseconds since the epoch: where the page's age is counted from (rule 2). */
  readonly requestedAt: number;
  /** The number of the last mark by then (rule 4). */
  readonly fence: number;
  /** How often pages had been wiped by then. */
  readonly wipes: number;
  /** The deployment that the answer names as its own. */
  readonly deployment?: string | undefined;
  /** Where it was asked for as the visitor. */
  readonly own?: VisitorRequest | undefined;
}

/** A visitor's own request. */
export interface VisitorRequest {
  readonly event: Extendable;
  readonly request: Request;
  /** The visitor's generation when it was sent (rule 36). */
  readonly generation: number;
  /** Resolves once the page has loaded: nothing is asked for as nobody before (rule 25). */
  readonly loaded: () => Promise<unknown>;
  /** The way in which a script asked, where it is yet to be seen whether that is answered with the page (rule 30). */
  readonly way?: string | undefined;
  /** Whether the visitor has been shown a page already, and waits for nothing. */
  readonly isBehind?: boolean | undefined;
  /** A second body of the answer, to be stored; missing where it may not be. */
  copy?: Response | undefined;
}

/** What is sent, where it is not the anonymous request for the target. */
export interface FetchOptions {
  /** Ends the request, headers and body. */
  readonly signal?: AbortSignal | undefined;
  /** The entity tag that makes the request conditional, where no page is stored. */
  readonly etag?: string | null | undefined;
  readonly own?: VisitorRequest | undefined;
}

/**
 * The network's own answer; undefined where it does not come in time. One that clears the worker's own storage never
 * does: Chromium holds it back until the worker has answered.
 */
export const answerTo = ({ fetch }: Context, request: Request): Promise<Response | undefined> =>
  Promise.race([fetch(request), sleep(ANSWER_TIMEOUT_MS)]);

/** Why the visitor's own answer is none: the browser has to ask for itself (rule 37). */
export const OUTDATED = 'outdated';

/** Whether a navigation's answer is a copy that the browser would not have shown without the worker. */
export const isOldCopy = ({ mode, cache }: Request, { headers }: Response, requestedAt: number): boolean =>
  mode === 'navigate' && cache === 'default' && isOutdated(headers, requestedAt);

/** Wipes the store, and forgets the user, where the origin says that they have logged out (rule 26). */
export async function obeyLogout(context: Context, { headers }: Response): Promise<boolean> {
  const { report, settings, changeSettings } = context;
  const wiped = /"(?:cache|storage|\*)"/.test(headers.get('clear-site-data') ?? '');
  if (!wiped) return false;
  if ((await settings()).user)
    await changeSettings(({ epoch = 0 }) => ({ user: undefined, epoch: epoch + 1 })).catch(report);
  await clearStore(context).catch(report);
  return true;
}

/**
 * Asks for the page; conditionally where one is stored. Never rejects: an unreachable origin is an answer.
 */
export async function fetchOrigin(
  context: Context,
  target: Target,
  { entry, body, fence }: Lookup,
  { signal, etag = null, own }: FetchOptions = {},
): Promise<OriginAnswer> {
  const requestedAt = context.now();
  const wipes = context.wipes.count;
  const activations = context.activations.count;
  const page = entry?.kind === 'page' ? entry : undefined;
  let request: Request | undefined;
  let fetched: Response | undefined;
  try {
    if (!own && (await isOfFormerUser(context, target))) throw new Error('the user has changed');
    request = originRequest(context, target, page, { signal, etag, own: own?.request });
    request = (await runHook(context, 'requestWillFetch', { request }, 'request')) ?? request;
    fetched = await (own ? answerTo(context, request) : context.fetch(request));
    if (!fetched) throw new Error('the origin did not answer in time');
    if (own && !own.isBehind && isOldCopy(request, fetched, requestedAt)) {
      fetched.body?.cancel().catch(() => undefined);
      return {
        verdict: { kind: 'unstored', reason: OUTDATED, purge: false },
        requestedAt,
        fence,
        wipes,
      };
    }
    const response =
      (await runHook(context, 'fetchDidSucceed', { request, response: fetched }, 'response')) ?? fetched;
    const deployment = await obeyDeployment(context, fetched, activations);
    const facts = {
      headers: target.headers,
      navigates: target.request?.mode === 'navigate',
      isStored: body !== undefined,
    };
    const judge = ({ status, headers, type, redirected }: Response): Verdict =>
      target.route.policy.classify(
        target.route,
        { status, headers, redirect: redirected || type === 'opaqueredirect' },
        facts,
      );
    // What a plugin made of the answer may narrow the verdict on it; it brings nothing back (rule 16).
    const first = judge(fetched);
    const verdict: Verdict = (await obeyLogout(context, fetched))
      ? { kind: 'unstored', reason: 'clear-site-data', purge: true }
      : first.kind === 'store'
        ? judge(response)
        : first;
    // Before anybody reads it.
    if (own && verdict.kind === 'store') own.copy = response.clone();
    return { verdict, response, requestedAt, fence, wipes, deployment, own };
  } catch (error) {
    // What a plugin does wrong is no trouble of the origin's: the browser asks for itself.
    if (error instanceof IsrError) {
      context.report(error);
      fetched?.body?.cancel().catch(() => undefined);
      return { verdict: { kind: 'unstored', reason: 'plugin', purge: false }, requestedAt, fence, wipes };
    }
    if (request) await runHook(context, 'fetchDidFail', { request, error }, 'error').catch(context.report);
    return { verdict: { kind: 'failed', reason: String(error) }, requestedAt, fence, wipes };
  }
}
