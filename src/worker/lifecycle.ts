/** Installing and activating a worker: its deployment takes over at once, and the oldest ones go (rule 32). */
import type { ResolvedRoute } from '../config/resolve.js';
import type { Context } from './context.js';
import { storeResources } from './resources.js';
import { activeDeployment } from './target.js';

declare const self: ServiceWorkerGlobalScope;

/** Static routing (https://wicg.github.io/service-worker-static-routing-api), where the browser has it. */
export interface StaticRouting {
  addRoutes?(rules: { condition: object; source: 'fetch-event' | 'network' }[]): Promise<void>;
}

/** The pattern that a static route can test; undefined where only the worker can tell. */
function staticPattern({ match }: ResolvedRoute): URLPattern | undefined {
  if (typeof match === 'function' || match instanceof RegExp) return undefined;
  const pattern = new URLPattern({
    ...(typeof match === 'string' ? { pathname: match } : match),
    baseURL: location.origin,
  });
  return (pattern as { hasRegExpGroups?: boolean }).hasRegExpGroups ? undefined : pattern;
}

/**
 * Says which navigations are the worker's. Chromium asks the network for every other one while it starts a worker,
 * with the user's cookies, even where the answer then comes from the store.
 */
async function addStaticRoutes({ config }: Context, event: StaticRouting): Promise<void> {
  const navigation = { requestMode: 'navigate', requestMethod: 'GET' };
  const rules: { condition: object; source: 'fetch-event' | 'network' }[] = [];
  for (const route of config.routes) {
    const urlPattern = staticPattern(route);
    const source = route.revalidate === 0 ? 'network' : 'fetch-event';
    if (!urlPattern) {
      rules.push({ condition: navigation, source: 'fetch-event' });
      break;
    }
    rules.push({ condition: { ...navigation, urlPattern }, source });
  }
  await event.addRoutes?.(rules);
}

/** Stores what the deployment needs. Nothing that goes wrong here keeps the worker from installing. */
export async function install(context: Context, event: StaticRouting): Promise<void> {
  await Promise.allSettled([
    self.skipWaiting(),
    addStaticRoutes(context, event).catch(context.report),
    storeResources(context).catch(context.report),
  ]);
}

/** Makes the worker's own deployment the active one, and drops those beyond `keepDeployments`. */
export async function activate(context: Context): Promise<void> {
  const { config, use, settings, changeSettings, notifier, report } = context;
  try {
    const before = await settings();
    const known = [config.deployment, ...before.deployments.filter((id) => id !== config.deployment)];
    await changeSettings({
      deployment: config.deployment,
      deployments: known.slice(0, config.keepDeployments),
    });
    const from = before.deployment ?? null;
    if (from !== config.deployment)
      notifier.tell('deployment', { from, to: activeDeployment(context, await settings()) });
    for (const gone of known.slice(config.keepDeployments))
      await use((store) => store.deletePrefix(`${gone}\n`), 10_000);
  } catch (error) {
    report(error);
  }
  await self.clients.claim();
}
