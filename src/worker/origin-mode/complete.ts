/** Asks for the rest of what is stored in part (RFC 9111 §3.4). */
import { storedRange } from '../../core/http/ranges.js';
import { isSameWhole } from '../../core/http/conditional-requests.js';
import { isOfAnother } from '../deployments/deployments.js';
import type { PageRequest } from '../responses/page-request.js';
import { readAndStorePage } from '../storing/store-page.js';
import { fetchOrigin } from '../origin/fetch-origin.js';
import { headersOf, withCacheStatus } from '../runtime/response.js';
import { applyAnswer } from '../regeneration/apply-answer.js';
import type { StoredPage } from '../../core/cache/entry.js';
import { ANSWER_TIMEOUT_MS } from '../runtime/timers.js';
import { visitorRequestOf } from '../regeneration/own-request.js';

/** The headers that ask for what follows the stored part; undefined where it is not the beginning. */
function restOf({ target }: PageRequest, { entry, body }: StoredPage): Headers | undefined {
  const fields = headersOf(entry.headers);
  if (storedRange(entry.status, fields.get('content-range'), body.byteLength)?.first !== 0) return undefined;
  const headers = new Headers(target.headers);
  headers.set('range', `bytes=${body.byteLength}-`);
  const etag = fields.get('etag');
  if (etag?.startsWith('"')) headers.set('if-range', etag);
  return headers;
}

/** @param signal ends what is waited for */
async function completed(
  { context, event, target, stored }: PageRequest,
  page: StoredPage,
  headers: Headers,
  signal: AbortSignal,
): Promise<Response | undefined> {
  const asked = await fetchOrigin(
    context,
    { ...target, headers },
    { fence: stored.fence },
    { signal, own: await visitorRequestOf(context, event) },
  );
  const { response, verdict } = asked;
  if (!response || verdict.kind === 'personal' || verdict.kind === 'failed') return undefined;
  const told = { fwd: 'stale', 'fwd-status': response.status } as const;
  if (response.status !== 206) {
    const copy = response.clone();
    event.waitUntil(applyAnswer(context, target, asked));
    return withCacheStatus(copy, { ...told, stored: verdict.kind === 'store' });
  }
  const rest = storedRange(206, response.headers.get('content-range'), 1);
  // A part of another deployment's answer is no part of this one, whatever its entity tag (rule 32).
  const fits =
    !isOfAnother(asked.deployment, target) &&
    rest?.first === page.body.byteLength &&
    isSameWhole(response.headers, headersOf(page.entry.headers));
  if (!fits) {
    await response.body?.cancel();
    return undefined;
  }
  const fields = new Headers(response.headers);
  fields.delete('content-range');
  fields.delete('content-length');
  const whole = new Blob([page.body, await response.arrayBuffer()]);
  const both = (): Response => new Response(whole, { headers: fields });
  event.waitUntil(readAndStorePage(context, target, both(), asked).catch(context.report));
  return withCacheStatus(both(), { ...told, stored: true });
}

/** The whole answer, and stored; undefined where it has to be asked for as a whole. */
export async function complete(job: PageRequest, page: StoredPage): Promise<Response | undefined> {
  const headers = restOf(job, page);
  if (!headers) return undefined;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_TIMEOUT_MS);
  // What is on its way to the visitor by then goes on.
  return completed(job, page, headers, abort.signal).finally(() => clearTimeout(timer));
}
