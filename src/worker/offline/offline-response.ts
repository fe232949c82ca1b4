/** The response to a navigation if the origin is unreachable and the page is not stored (rules 13, 14 and 32). */
import { deploymentOf } from '../../core/cache/key.js';
import type { Resource } from '../../storage/store.js';
import type { Context } from '../runtime/context.js';
import { inDeployment, keptDeployments } from '../deployments/deployments.js';
import { extensionPoint } from '../runtime/worker-state.js';
import { findResource } from '../deployments/resources.js';
import { fromStore, headersOf, HTML, withCacheStatus } from '../runtime/response.js';
import { type Target } from '../lookup/target.js';
import { lookUp } from '../lookup/lookup.js';

/** Provided if the config has no `offline` page. */
export const builtInOfflinePage = extensionPoint<(context: Context, target: Target) => Promise<Resource>>();

/** The page from an older deployment, for offline use. */
async function fromOlderDeployment(context: Context, target: Target): Promise<Response | undefined> {
  for (const id of (await keptDeployments(context)).slice(1)) {
    const stored = await lookUp(context, inDeployment(target, id));
    if (stored.body) return fromStore(context, stored, 'offline');
  }
  return undefined;
}

/** The page from an older deployment, else the config's offline page, else the built-in one, with status 503. */
export async function offlineResponse(context: Context, target: Target): Promise<Response> {
  const older =
    target.bypass !== 'draft' && (await fromOlderDeployment(context, target).catch(context.report));
  if (older) return older;
  const { body, headers } = (await findResource(
    context,
    deploymentOf(target.scope),
    context.config.offline,
  )) ??
    (await builtInOfflinePage.of(context)?.(context, target)) ?? {
      body: '<!doctype html><h1>Offline</h1>',
      headers: HTML,
    };
  const response = new Response(body, { status: 503, headers: headersOf(headers) });
  return withCacheStatus(response, { fwd: 'uri-miss', detail: 'offline' });
}
