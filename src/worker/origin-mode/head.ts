/** Requests with HEAD: answered by what is stored, which their answers update (RFC 9111 §4.3.5). */
import { refreshedByOrigin } from '../../core/policy/origin/stored-headers.js';
import { isSameHead } from '../../core/http/conditional-requests.js';
import { isOfAnother, obeyDeployment } from '../deployments/deployments.js';
import { fromNetwork, unreachableResponse } from '../responses/network-response.js';
import { type PageRequest } from '../responses/page-request.js';
import { freshnessFields } from '../storing/page-entry.js';
import { obeyLogout } from '../origin/fetch-origin.js';
import { headersOf, withCacheStatus } from '../runtime/response.js';
import type { StoredPage } from '../../core/cache/entry.js';
import { ANSWER_TIMEOUT_MS } from '../runtime/timers.js';
import { privateRequest } from './request.js';

/** Makes what is stored as new as the answer says it is, or stale where the answer is of something else. */
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
  // What was marked as out of date is new once it was asked for whole, or confirmed (rule 4).
  if (invalidated) return;
  const headers = refreshedByOrigin(entry.headers, head.headers);
  const answered = { status: entry.status, headers: headersOf(headers) };
  const life = freshnessFields(route, answered, head.headers, { requestedAt, fence });
  await context.use((store) => store.updateMetadata({ ...entry, headers, ...life }));
}

/** The origin's answer to HEAD. @param instead what is given where the origin can't be reached */
export async function askHead(
  job: PageRequest,
  page: StoredPage | undefined,
  instead: () => Response | undefined,
): Promise<Response> {
  const { context, target } = job;
  const requestedAt = context.now();
  const { count } = context.activations;
  try {
    const response = await context.fetch(
      privateRequest(target, undefined, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }),
    );
    const { status, type } = response;
    if (type === 'opaqueredirect' || status === 401) return await fromNetwork(job);
    await obeyLogout(context, response);
    const named = await obeyDeployment(context, response, count);
    if (page && status === page.entry.status && !isOfAnother(named, target))
      await update(job, page, response, requestedAt).catch(context.report);
    return withCacheStatus(response, { fwd: page ? 'stale' : 'uri-miss', 'fwd-status': status });
  } catch {
    return instead() ?? unreachableResponse(job);
  }
}
