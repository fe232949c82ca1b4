/** Completes a response that is stored in part, by a range request (RFC 9111 §3.4). */
import { storedRange } from '../../core/http/ranges.js';
import { isSameWhole } from '../../core/http/conditional-requests.js';
import { isOfAnother } from '../deployments/deployments.js';
import type { PageRequest } from '../responses/page-request.js';
import { readAndStorePage } from '../storing/store-page.js';
import { fetchOrigin } from '../origin/fetch-origin.js';
import { readBody } from '../runtime/read-body.js';
import { headersOf, withCacheStatus } from '../runtime/response.js';
import { applyAnswer } from '../regeneration/apply-answer.js';
import { sizeOf, type StoredPage } from '../../storage/stored-page.js';
import { ANSWER_TIMEOUT_MS } from '../runtime/timers.js';
import { visitorRequestFor } from '../regeneration/visitor-request.js';

/**
 * The headers that request the rest of the response; undefined unless the stored part is its beginning, and the whole is
 * small enough to be stored.
 */
function restOf({ target, context }: PageRequest, { entry, body }: StoredPage): Headers | undefined {
  const fields = headersOf(entry.headers);
  const part = storedRange(entry.status, fields.get('content-range'), sizeOf(body));
  if (part?.first !== 0 || (part.complete ?? 0) > context.config.limits.maxPageBytes) return undefined;
  const headers = new Headers(target.headers);
  headers.set('range', `bytes=${sizeOf(body)}-`);
  const etag = fields.get('etag');
  if (etag?.startsWith('"')) headers.set('if-range', etag);
  return headers;
}

/** @param signal aborts the request */
async function requestRest(
  { context, event, target, stored }: PageRequest,
  page: StoredPage,
  headers: Headers,
  signal: AbortSignal,
): Promise<Response | undefined> {
  const answer = await fetchOrigin(
    context,
    { ...target, headers },
    { fence: stored.fence },
    { signal, visitorRequest: await visitorRequestFor(context, event) },
  );
  const { response, verdict } = answer;
  if (!response || verdict.kind === 'personal' || verdict.kind === 'failed') return undefined;
  const params = { fwd: 'stale', 'fwd-status': response.status } as const;
  if (response.status !== 206) {
    const copy = response.clone();
    event.waitUntil(applyAnswer(context, target, answer));
    return withCacheStatus(copy, { ...params, stored: verdict.kind === 'store' });
  }
  const rest = storedRange(206, response.headers.get('content-range'), 1);
  // A part from another deployment does not fit, even with the same entity tag (rule 32).
  const fits =
    !isOfAnother(answer.deployment, target) &&
    rest?.first === sizeOf(page.body) &&
    isSameWhole(response.headers, headersOf(page.entry.headers));
  if (!fits) {
    await response.body?.cancel();
    return undefined;
  }
  const fields = new Headers(response.headers);
  fields.delete('content-range');
  fields.delete('content-length');
  const { maxPageBytes } = context.config.limits;
  const bytes = await readBody(response, maxPageBytes - sizeOf(page.body)).catch(() => undefined);
  if (!bytes) return undefined;
  if (!target.route.policy.isWhole(response, bytes.byteLength)) return undefined;
  const whole = new Blob([page.body, bytes]);
  const both = (): Response => new Response(whole, { headers: fields });
  event.waitUntil(readAndStorePage(context, target, both(), answer).catch(context.report));
  return withCacheStatus(both(), { ...params, stored: true });
}

/** The completed response, which is also stored. Undefined if the whole response has to be requested. */
export async function complete(pageRequest: PageRequest, page: StoredPage): Promise<Response | undefined> {
  const headers = restOf(pageRequest, page);
  if (!headers) return undefined;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_TIMEOUT_MS);
  // A body that streams to the visitor by then is not aborted.
  return requestRest(pageRequest, page, headers, abort.signal).finally(() => clearTimeout(timer));
}
