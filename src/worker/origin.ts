/** Asks the origin for a page, as the rules want it asked (rules 17, 21 and 25). */
import { verdictOn, type Verdict } from '../core/cacheable.js';
import type { PageEntry } from '../core/entry.js';
import type { Context } from './context.js';
import type { Target } from './target.js';

/** What came back. `response` is missing where the origin could not be reached. */
export interface Asked {
  readonly verdict: Verdict;
  readonly response?: Response;
  /** Milliseconds since the epoch: where the page's age is counted from (rule 2). */
  readonly requestedAt: number;
}

/** Validators of what is stored, so that an unchanged page costs no body. */
function conditions(headers: Headers, entry: PageEntry | undefined): Headers {
  const stored = new Map(entry?.headers);
  const etag = stored.get('etag');
  const modified = stored.get('last-modified');
  if (etag) headers.set('if-none-match', etag);
  else if (modified) headers.set('if-modified-since', modified);
  return headers;
}

/** Runs the fetch hooks of the plugins around one request. */
async function fetchWithHooks({ config: { plugins }, fetch }: Context, request: Request): Promise<Response> {
  for (const plugin of plugins) request = (await plugin.requestWillFetch?.({ request })) ?? request;
  try {
    let response = await fetch(request);
    for (const plugin of plugins)
      response = (await plugin.fetchDidSucceed?.({ request, response })) ?? response;
    return response;
  } catch (error) {
    for (const plugin of plugins) await plugin.fetchDidFail?.({ request, error });
    throw error;
  }
}

/** Wipes the store where the origin says that the user has logged out (rule 26). */
export async function obeyLogout({ use, report }: Context, response: Response): Promise<boolean> {
  const wiped = /"(?:cache|storage|\*)"/.test(response.headers.get('clear-site-data') ?? '');
  if (wiped) await use((store) => store.clear()).catch(report);
  return wiped;
}

/**
 * Asks for the page; conditionally where one is stored. Never rejects: an unreachable origin is an answer.
 * @param signal ends the request, headers and body
 */
export async function askOrigin(
  context: Context,
  target: Target,
  entry?: PageEntry,
  signal?: AbortSignal,
): Promise<Asked> {
  const requestedAt = context.now();
  try {
    const response = await fetchWithHooks(
      context,
      new Request(target.url, {
        headers: conditions(new Headers(target.headers), entry),
        credentials: target.route.audience === 'user' ? 'same-origin' : 'omit',
        redirect: 'manual',
        // The browser's own cache may not answer for the origin; it may still revalidate.
        cache: 'no-cache',
        signal,
      }),
    );
    const redirect = response.type === 'opaqueredirect' || response.redirected;
    const verdict: Verdict = (await obeyLogout(context, response))
      ? { kind: 'unstored', reason: 'clear-site-data', purge: true }
      : verdictOn(target.route, { status: response.status, headers: response.headers, redirect });
    return { verdict, response, requestedAt };
  } catch (error) {
    return { verdict: { kind: 'failed', reason: String(error) }, requestedAt };
  }
}

/**
 * Where a same-origin redirect leads, for the day the origin can't be reached (rule 21). Asked apart, since a manual
 * redirect keeps its target to itself.
 */
export async function redirectTarget({ fetch }: Context, { url }: Target): Promise<string | undefined> {
  try {
    const response = await fetch(new Request(url, { credentials: 'omit', cache: 'no-cache' }));
    await response.body?.cancel();
    const there = response.redirected && response.ok && new URL(response.url).origin === new URL(url).origin;
    return there && response.url !== url ? response.url : undefined;
  } catch {
    return undefined;
  }
}
