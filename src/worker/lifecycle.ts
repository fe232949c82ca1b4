/** Installing and activating a worker: its deployment takes over at once, and the oldest ones go (rule 32). */
import type { ResolvedRoute } from '../config/resolve.js';
import type { Context } from './context.js';
import { activateDeployment, tidy } from './deployments.js';
import { patternOf } from './match.js';
import { storeResources } from './resources.js';

declare const self: ServiceWorkerGlobalScope;

interface StaticRoute {
  condition: object;
  source: 'fetch-event' | 'network';
}

/** Static routing (https://wicg.github.io/service-worker-static-routing-api), where the browser has it. */
export interface StaticRouting {
  addRoutes?(rules: StaticRoute[]): Promise<void>;
}

/** The pattern that a static route can test; undefined where only the worker can tell. */
function staticPattern({ match }: ResolvedRoute): URLPattern | undefined {
  const init = patternOf(match);
  const pattern = init && new URLPattern({ ...init, baseURL: location.origin });
  return (pattern as { hasRegExpGroups?: boolean } | undefined)?.hasRegExpGroups ? undefined : pattern;
}

/**
 * Says which navigations are the worker's. Chromium asks the network for every other one while it starts a worker,
 * with the user's cookies, even where the answer then comes from the store.
 */
async function addStaticRoutes({ config }: Context, event: StaticRouting): Promise<void> {
  const rules: StaticRoute[] = [];
  for (const route of config.routes) {
    const urlPattern = staticPattern(route);
    rules.push({
      condition: { requestMode: 'navigate', requestMethod: 'GET', ...(urlPattern && { urlPattern }) },
      source: urlPattern && route.revalidate === 0 ? 'network' : 'fetch-event',
    });
    if (!urlPattern) break;
  }
  await event.addRoutes?.(rules);
}

/** Stores what the deployment needs. Nothing that goes wrong here keeps the worker from installing. */
export const install = (context: Context, event: StaticRouting): Promise<unknown> =>
  Promise.all([
    self.skipWaiting(),
    addStaticRoutes(context, event).catch(context.report),
    storeResources(context).catch(context.report),
  ]);

/** Makes the worker's own deployment the active one, and drops those beyond `keepDeployments`. */
export async function activate(context: Context): Promise<void> {
  await activateDeployment(context, context.config.deployment).catch(context.report);
  await self.clients.claim();
  await tidy(context);
}
