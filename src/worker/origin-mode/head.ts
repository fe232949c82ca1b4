/** HEAD requests: answered by the stored response, and renewing it (RFC 9111 §4.3.5). */
import { refreshedByOrigin } from '../../core/policy/origin/stored-headers.js';
import { isSameHead } from '../../core/http/conditional-requests.js';
import { isOfAnother, obeyDeployment } from '../deployments/deployments.js';
import { fromNetwork, unreachableResponse } from '../responses/network-response.js';
import { type PageRequest } from '../responses/page-request.js';
import { described, freshnessFields } from '../storing/page-entry.js';
import { obeyLogout } from '../origin/fetch-origin.js';
import { headersOf, withCacheStatus } from '../runtime/response.js';
import type { StoredPage } from '../../storage/stored-page.js';
import { ANSWER_TIMEOUT_MS } from '../runtime/timers.js';
import { privateRequest } from './request.js';

/** Renews the stored response by the response to HEAD, or expires it if the two are of different versions. */
async function update(
  { context, target: { route }, stored: { fence } }: PageRequest,
  { entry, invalidated }: StoredPage,
  head: Response,
  requestedAt: number,
): Promise<void> {
  if (!isSameHead(head.headers, headersOf(entry.headers))) {
    await context.use((store) => store.updateMetadata({ ...entry, revalidate: 0, expire: 0 }));
    return;
  }
  // Only a whole response or a 304 renews an invalidated page (rule 4).
  if (invalidated) return;
  const headers = refreshedByOrigin(entry.headers, head.headers);
  const page = { status: entry.status, headers: headersOf(headers) };
  const freshness = freshnessFields(route, page, head.headers, { requestedAt, fence });
  await context.use((store) =>
    store.updateMetadata({ ...entry, ...described(headers, entry.tags), ...freshness }),
  );
}

/** Sends HEAD to the origin. @param fallback the response if the origin is unreachable */
export async function askHead(
  pageRequest: PageRequest,
  page: StoredPage | undefined,
  fallback: () => Response | undefined,
): Promise<Response> {
  const { context, target } = pageRequest;
  const requestedAt = context.now();
  const { generation: activationGeneration } = context.activations;
  try {
    const response = await context.fetch(
      privateRequest(target, undefined, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }),
    );
    const { status, type } = response;
    if (type === 'opaqueredirect' || status === 401) return await fromNetwork(pageRequest);
    await obeyLogout(context, response);
    const named = await obeyDeployment(context, response, activationGeneration);
    if (page && status === page.entry.status && !isOfAnother(named, target))
      await update(pageRequest, page, response, requestedAt).catch(context.report);
    return withCacheStatus(response, { fwd: page ? 'stale' : 'uri-miss', 'fwd-status': status });
  } catch {
    return fallback() ?? unreachableResponse(pageRequest);
  }
}
