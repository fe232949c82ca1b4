/** Answers to POST that say they are what a GET of the same URL would be given (RFC 9110 §9.3.3). */
import { sayings } from '../../core/http/cache-control.js';
import { originLifetime } from '../../core/policy/origin/lifetime.js';
import { mayStore } from '../../core/policy/origin/classify-response.js';
import type { Context } from '../runtime/context.js';
import { keep } from '../regeneration/store-page.js';
import type { Found } from '../lookup/match.js';
import { isPersonal, lookUp, obeysOrigin, targetOf } from '../lookup/target.js';
import { parseUrl } from '../runtime/url.js';

/** Whether it names its own URL, and says how long it lives. */
function isForGet(
  { url, headers: asked }: Request,
  { status, headers }: Response,
  requestedAt: number,
): boolean {
  const there = headers.get('content-location');
  const own = there !== null && parseUrl(there, url)?.href === url;
  const told = headers.has('expires') || sayings(headers).directives.has('max-age');
  const lives = told && originLifetime(status, headers, requestedAt).revalidate > 0;
  return own && lives && status < 300 && mayStore({ status, headers }, asked);
}

/**
 * To be called when the request is sent, as the user may be another when it is answered. Returns what stores such an
 * answer, after what the write made out of date was marked; undefined where it may be a secret of the user's: sent with
 * credentials, and on a route whose answers are everyone's (rule 25).
 */
export function keepPosted(
  context: Context,
  found: Found | undefined,
  request: Request,
): ((response: Response) => Promise<void>) | undefined {
  if (!found || request.method !== 'POST' || !obeysOrigin(found.route)) return undefined;
  if (!isPersonal(found.route) && request.credentials !== 'omit') return undefined;
  const { now, wipes } = context;
  const asked = { requestedAt: now(), wipes: wipes.count };
  const sent = targetOf(context, found, request).then(async (target) => {
    const { fence } = await lookUp(context, target);
    return { target, fence };
  });
  return async (response) => {
    if (!isForGet(request, response, asked.requestedAt)) return;
    // Before anything is waited for: the page reads the other copy.
    const copy = response.clone();
    const { target, fence: before } = await sent;
    if (target.bypass) return;
    const { fence } = await lookUp(context, target);
    // Its own mark is one; what another one makes out of date may be older than that (rule 4).
    if (fence > before + 1) return;
    await keep(context, target, copy, { ...asked, fence });
  };
}
