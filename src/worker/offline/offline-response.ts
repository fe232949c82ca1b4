/** What is shown where neither the origin nor the store has the page (rules 13, 14 and 32). */
import { deploymentOf } from '../../core/cache/key.js';
import type { Resource } from '../../storage/store.js';
import type { Context } from '../runtime/context.js';
import { inDeployment, keptDeployments } from '../deployments/deployments.js';
import { extensionPoint } from '../runtime/worker-state.js';
import { findResource } from '../deployments/resources.js';
import { fromStore, headersOf, HTML, withCacheStatus } from '../runtime/response.js';
import { lookUp, type Target } from '../lookup/target.js';

/** Makes the built-in offline page, where the config names none. */
export const builtInOfflinePage = extensionPoint<(context: Context, target: Target) => Promise<Resource>>();

/** The page as an older deployment had it: better than none, as long as there is no network. */
async function fromOlderDeployment(context: Context, target: Target): Promise<Response | undefined> {
  for (const id of (await keptDeployments(context)).slice(1)) {
    const found = await lookUp(context, inDeployment(target, id));
    if (found.body) return fromStore(context, found, 'offline');
  }
  return undefined;
}

/**
 * Answers a navigation for which there is nothing else, with status 503: with the site's own offline page, where it
 * could be stored, or the built-in one.
 */
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
