/** Installing and activating a worker: its deployment takes over at once, and the oldest ones go (rule 32). */
import type { ResolvedRoute } from '../config/resolve.js';
import { KINDS } from './assets/assets.js';
import type { Context } from './runtime/context.js';
import { activateOwn } from './deployments/deployments.js';
import { patternOf } from './lookup/match.js';
import { storeResources } from './deployments/resources.js';

declare const self: ServiceWorkerGlobalScope;

interface StaticRoute {
  condition: object;
  source: 'fetch-event' | 'network';
}

/** Static routing (https://wicg.github.io/service-worker-static-routing-api), where the browser has it. */
export interface StaticRouting {
  addRoutes?(rules: StaticRoute[]): Promise<void>;
}

/**
 * The pattern that a static route can test; undefined where only the worker can tell: a name in the query takes what
 * static routes have no expression for, and they refuse all rules for one such.
 */
function staticPattern({ match }: ResolvedRoute): URLPattern | undefined {
  const init = patternOf(match);
  if (!init || init.search?.includes(':')) return undefined;
  const pattern = new URLPattern({ ...init, pathname: init.pathname ?? '*', baseURL: location.origin });
  return (pattern as { hasRegExpGroups?: boolean }).hasRegExpGroups ? undefined : pattern;
}

/** What a page loads that no config keeps. */
const NEVER_KEPT = ['audio', 'video', 'track', 'object', 'embed', 'worker', 'sharedworker'];
/** What may be for a route: navigations, and what scripts fetch. */
const PAGES = [{ requestMode: 'navigate' }, { requestDestination: '' }];

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
 * Says which requests are the worker's. Chromium asks the network for every navigation while it starts a worker, with
 * the user's cookies, even where the answer then comes from the store, unless it is told that the worker answers; and
 * what nobody here wants need not wait for a worker that has stopped. What can't be told is the worker's to decide, as
 * all pages are where the browser refuses the rules: more than 256, say.
 */
export async function addStaticRoutes({ config }: Context, event: StaticRouting): Promise<void> {
  const rules: StaticRoute[] = [];
  const isTold = config.routes.every((route) => {
    const urlPattern = staticPattern(route);
    rules.push(
      ...rulesFor(PAGES, urlPattern && route.revalidate === 0 ? 'network' : 'fetch-event', urlPattern),
    );
    return urlPattern;
  });
  if (isTold) rules.push(...rulesFor(PAGES, 'network'));
  const unwanted = [...NEVER_KEPT, ...(config.assets ? [] : KINDS)].map((requestDestination) => ({
    requestDestination,
  }));
  const rest = rulesFor(unwanted, 'network');
  await event
    .addRoutes?.([...rules, ...rest])
    .catch(() => event.addRoutes?.([...rulesFor(PAGES, 'fetch-event'), ...rest]));
}

/** Stores what the deployment needs. Nothing that goes wrong here keeps the worker from installing. */
export const install = (context: Context, event: StaticRouting): Promise<unknown> =>
  Promise.all([
    self.skipWaiting(),
    addStaticRoutes(context, event).catch(context.report),
    storeResources(context).catch(context.report),
  ]);

/**
 * Makes the worker's own deployment the active one. Requests wait until this resolves: nothing is fetched or deleted
 * here, what is left to do follows behind the first of them.
 */
export async function activate(context: Context): Promise<void> {
  await activateOwn(context).catch(context.report);
  await self.clients.claim();
}
