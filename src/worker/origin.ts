/** Asks the origin for a page, as the rules want it asked (rules 17, 21 and 25). */
import { verdictOn, type Verdict } from '../core/cacheable.js';
import type { PageEntry } from '../core/entry.js';
import { IsrError } from '../core/errors.js';
import { privateVerdict } from '../core/private-cache/may-store.js';
import type { Context } from './context.js';
import { obeyDeployment } from './deployments.js';
import { runHook } from './plugins.js';
import { askingOf, privateRequest } from './private-cache/request.js';
import { isPersonal, obeysOrigin, type Lookup, type Target } from './target.js';
import { ANSWER_TIME, sleep } from './time.js';
import { wipe } from './wipe.js';

/** What came back. `response` is missing where the origin could not be reached. */
export interface Asked {
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
}

/** The target's headers, with a validator of what is stored, so that an unchanged page costs no body. */
function conditional(given: Headers, entry: PageEntry | undefined): Headers {
  const headers = new Headers(given);
  const stored = new Map(entry?.headers);
  const etag = stored.get('etag');
  const validator = etag ?? stored.get('last-modified');
  if (validator) headers.set(etag ? 'if-none-match' : 'if-modified-since', validator);
  return headers;
}

/**
 * The network's own answer; undefined where it does not come in time. One that clears the worker's own storage never
 * does: Chromium holds it back until the worker has answered.
 */
export const answerTo = ({ fetch }: Context, request: Request): Promise<Response | undefined> =>
  Promise.race([fetch(request), sleep(ANSWER_TIME)]);

/** Wipes the store, and forgets the user, where the origin says that they have logged out (rule 26). */
export async function obeyLogout(context: Context, { headers }: Response): Promise<boolean> {
  const { report, settings, changeSettings } = context;
  const wiped = /"(?:cache|storage|\*)"/.test(headers.get('clear-site-data') ?? '');
  if (!wiped) return false;
  if (globalThis.ISR_USERS !== false && (await settings()).user)
    await changeSettings({ user: undefined }).catch(report);
  await wipe(context).catch(report);
  return true;
}

/**
 * Asks for the page; conditionally where one is stored. Never rejects: an unreachable origin is an answer.
 * @param signal ends the request, headers and body
 */
export async function askOrigin(
  context: Context,
  target: Target,
  { entry, body, fence }: Lookup,
  signal?: AbortSignal,
): Promise<Asked> {
  const requestedAt = context.now();
  const wipes = context.wipes.count;
  const activations = context.activations.count;
  const page = entry?.kind === 'page' ? entry : undefined;
  let request: Request | undefined;
  let fetched: Response | undefined;
  try {
    request =
      globalThis.ISR_ORIGIN !== false && obeysOrigin(target.route)
        ? privateRequest(target, page, signal)
        : new Request(target.url, {
            headers: conditional(target.headers, page),
            credentials: isPersonal(target.route) ? 'same-origin' : 'omit',
            redirect: 'manual',
            // The browser's own cache may not answer for the origin, and what is asked for without cookies may not get
            // into it: it would be taken for what the visitor is given with theirs (rule 19).
            cache: 'no-store',
            signal,
          });
    request = (await runHook(context, 'requestWillFetch', { request }, 'request')) ?? request;
    fetched = await context.fetch(request);
    const response =
      (await runHook(context, 'fetchDidSucceed', { request, response: fetched }, 'response')) ?? fetched;
    const deployment = await obeyDeployment(context, fetched, activations);
    const judge = ({ status, headers, type, redirected }: Response): Verdict => {
      const answer = { status, headers, redirect: redirected || type === 'opaqueredirect' };
      return globalThis.ISR_ORIGIN !== false && obeysOrigin(target.route)
        ? privateVerdict(target.route, answer, askingOf(target, body !== undefined))
        : verdictOn(target.route, answer);
    };
    // What a plugin made of the answer may narrow the verdict on it; it brings nothing back (rule 16).
    const first = judge(fetched);
    const verdict: Verdict = (await obeyLogout(context, fetched))
      ? { kind: 'unstored', reason: 'clear-site-data', purge: true }
      : first.kind === 'store'
        ? judge(response)
        : first;
    return { verdict, response, requestedAt, fence, wipes, deployment };
  } catch (error) {
    // What a plugin does wrong is no trouble of the origin's: the browser asks for itself.
    if (globalThis.ISR_PLUGINS !== false && error instanceof IsrError) {
      context.report(error);
      fetched?.body?.cancel().catch(() => undefined);
      return { verdict: { kind: 'unstored', reason: 'plugin', purge: false }, requestedAt, fence, wipes };
    }
    if (request) await runHook(context, 'fetchDidFail', { request, error }, 'error').catch(context.report);
    return { verdict: { kind: 'failed', reason: String(error) }, requestedAt, fence, wipes };
  }
}

/** Milliseconds in which it is found out where a redirect leads. */
const REDIRECT_TIME = 25_000;

/**
 * Where a redirect leads: a page of this site, for the day the origin can't be reached (rule 21), or `null` for another
 * site. Undefined where it leads nowhere: in a circle, or to what can't be reached. Asked apart, since a manual
 * redirect keeps its target to itself; with HEAD, which uses up no link that is good for one use.
 */
export async function redirectTarget(
  { fetch }: Context,
  { url }: Target,
): Promise<string | null | undefined> {
  try {
    const there = await fetch(
      new Request(url, {
        method: 'HEAD',
        mode: 'no-cors',
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(REDIRECT_TIME),
      }),
    );
    return there.ok && there.url !== url && there.url.startsWith(`${location.origin}/`) ? there.url : null;
  } catch {
    return undefined;
  }
}
