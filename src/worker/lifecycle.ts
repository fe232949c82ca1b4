/** Installs and activates the worker: its deployment takes over at once (rule 32). */
import type { ResolvedRoute } from '../config/resolve.js';
import { KINDS } from './assets/assets.js';
import type { Context } from './runtime/context.js';
import { activateOwn } from './deployments/deployments.js';
import { patternOf } from '../config/match.js';
import { storeResources } from './deployments/resources.js';

declare const self: ServiceWorkerGlobalScope;

interface StaticRoute {
  condition: object;
  source: 'fetch-event' | 'network';
}

/** Static routing (https://wicg.github.io/service-worker-static-routing-api), if the browser supports it. */
export interface StaticRouting {
  addRoutes?(rules: StaticRoute[]): Promise<void>;
}

/**
 * The pattern for a static route. Undefined if a static route can't express it: a named group in the query, or a regular
 * expression. One such pattern would make the browser refuse all rules.
 */
function staticPattern({ match }: ResolvedRoute): URLPattern | undefined {
  const init = patternOf(match);
  if (!init || init.search?.includes(':')) return undefined;
  const pattern = new URLPattern({ ...init, pathname: init.pathname ?? '*', baseURL: location.origin });
  return (pattern as { hasRegExpGroups?: boolean }).hasRegExpGroups ? undefined : pattern;
}

/** Destinations that are never stored. */
const NEVER_STORED = ['audio', 'video', 'track', 'object', 'embed', 'worker', 'sharedworker'];
/** Requests that a route may take: navigations and scripts' fetches. */
const PAGE_CONDITIONS = [{ requestMode: 'navigate' }, { requestDestination: '' }];

const rulesFor = (
  conditions: object[],
  source: StaticRoute['source'],
  urlPattern?: URLPattern,
): StaticRoute[] =>
  conditions.map((condition) => ({
    condition: { ...condition, requestMethod: 'GET', ...(urlPattern && { urlPattern }) },
    source,
  }));

/**
 * Tells the browser which requests are the worker's.
 * - Without a rule, Chromium sends every navigation to the network while the worker starts, even for a hit.
 * - Requests that the worker never answers need not wait until it has started.
 * - If a pattern can't be expressed, or the browser refuses the rules (more than 256, say), the worker decides itself.
 */
export async function addStaticRoutes({ config }: Context, event: StaticRouting): Promise<void> {
  const rules: StaticRoute[] = [];
  const areAllExpressed = config.routes.every((route) => {
    const urlPattern = staticPattern(route);
    const source = urlPattern && route.revalidate === 0 ? 'network' : 'fetch-event';
    rules.push(...rulesFor(PAGE_CONDITIONS, source, urlPattern));
    return urlPattern;
  });
  if (areAllExpressed) rules.push(...rulesFor(PAGE_CONDITIONS, 'network'));
  const unanswered = [...NEVER_STORED, ...(config.assets ? [] : KINDS)].map((requestDestination) => ({
    requestDestination,
  }));
  const rest = rulesFor(unanswered, 'network');
  await event
    .addRoutes?.([...rules, ...rest])
    .catch(() => event.addRoutes?.([...rulesFor(PAGE_CONDITIONS, 'fetch-event'), ...rest]));
}

/** Stores the deployment's shells and offline pages. Errors do not keep the worker from installing. */
export const install = (context: Context, event: StaticRouting): Promise<unknown> =>
  Promise.all([
    // An older version that ran meanwhile knows nothing of the tier, so that it may be wrong.
    context.hotTier.drop(),
    self.skipWaiting(),
    addStaticRoutes(context, event).catch(context.report),
    storeResources(context).catch(context.report),
  ]);

/**
 * Activates the worker's own deployment. Requests wait until this resolves, so that nothing is fetched or deleted here:
 * `reconcile` runs later.
 */
export async function activate(context: Context): Promise<void> {
  await context.hotTier.drop();
  await activateOwn(context).catch(context.report);
  await self.clients.claim();
}
