/** Answers to POST that say they are what a GET of the same URL would be given (RFC 9110 §9.3.3). */
import { originLifetime, sayings } from '../../core/private-cache/lifetime.js';
import { mayStore } from '../../core/private-cache/may-store.js';
import type { Context } from '../context.js';
import { keep } from '../keep.js';
import type { Found } from '../match.js';
import { isPersonal, lookUp, obeysOrigin, targetOf } from '../target.js';
import { parseUrl } from '../url.js';

/** Whether it names its own URL, and says how long it lives. */
function isForGet(
  { url, method, headers: asked }: Request,
  { status, headers }: Response,
  now: number,
): boolean {
  const there = headers.get('content-location');
  const own = there !== null && parseUrl(there, url)?.href === url;
  const told = headers.has('expires') || sayings(headers).directives.has('max-age');
  const lives = told && originLifetime(status, headers, now).revalidate > 0;
  return method === 'POST' && own && lives && status < 300 && mayStore({ status, headers }, asked);
}

/**
 * Stores such an answer, after what the write made out of date was marked. Only where it is no secret of the user's:
 * sent without credentials, or on a route whose answers are the user's anyway (rule 25).
 * @param requestedAt when it was sent, in milliseconds since the epoch
 */
export async function keepPosted(
  context: Context,
  found: Found | undefined,
  request: Request,
  response: Response,
  requestedAt: number,
): Promise<void> {
  const wipes = context.wipes.count;
  if (!found || !obeysOrigin(found.route) || !isForGet(request, response, requestedAt)) return;
  if (!isPersonal(found.route) && request.credentials !== 'omit') return;
  // Before anything is waited for: the page reads the other copy.
  const copy = response.clone();
  const target = await targetOf(context, found, request);
  if (target.bypass) return;
  const { fence } = await lookUp(context, target);
  await keep(context, target, copy, { requestedAt, fence, wipes });
}
