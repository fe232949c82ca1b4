/** `isrHandler`: one route as a handler for an existing Workbox or Serwist worker. */
import { resolveConfig, type ResolvedConfig } from '../config/resolve.js';
import type { IsrConfig, RouteConfig } from '../config/types.js';
import { failure } from '../shared/errors.js';
import { createContext, type Context } from './runtime/context.js';
import { reconcile } from './deployments/deployments.js';
import { handleRequest } from './request/handle-request.js';
import { originPolicy } from '../core/policy/origin/origin-policy.js';
import { offlinePage } from './features/offline-page.js';
import { originMode } from './features/origin-mode.js';
import { loadingPage, shells } from './features/shells.js';
import { isPath } from './deployments/resources.js';
import { isCandidate, takes } from './router.js';

/** The route options that a handler supports. The others need events that a handler does not get. */
export type HandlerRoute = Omit<
  RouteConfig,
  'match' | 'audience' | 'fallback' | 'paths' | 'strict' | 'invalidates' | 'eager'
> & { audience?: 'auto' | 'everyone'; fallback?: true | 'blocking' };

/** The site's options that a handler supports. */
export type HandlerConfig = Omit<IsrConfig, 'routes' | 'assets' | 'warm' | 'keepDeployments' | 'takeover'>;

/** The argument of a Workbox or Serwist handler. */
export interface HandlerOptions {
  event: ExtendableEvent;
  request: Request;
  params?: unknown;
}

/**
 * A handler gets no install event, no writes and no calls of pages, which these options need. All handlers share one
 * database, so that `keepDeployments` of the first would hold for all.
 */
const UNSUPPORTED = [
  'paths',
  'strict',
  'invalidates',
  'eager',
  'assets',
  'warm',
  'keepDeployments',
  'takeover',
];

function assertSupported(route: RouteConfig, config: HandlerConfig): void {
  const options = new Map<string, unknown>(Object.entries({ ...config, ...route }));
  const faults = UNSUPPORTED.filter((name) => options.get(name));
  if (route.audience === 'user') faults.push("audience: 'user'");
  if (route.fallback === false) faults.push('fallback: false');
  if (isPath(route.shell ?? config.shell)) faults.push('a shell that is a path');
  if (isPath(config.offline)) faults.push('an offline page that is a path');
  if (faults.length)
    throw failure(
      'invalid-config',
      'make "isrHandler"',
      `a handler does not support ${faults.join(', ')}`,
      'Remove these options, or call startIsr() with this route instead of the handler',
    );
}

/** Shared by all handlers of the worker: they have one database and one active deployment. */
let shared: Context | undefined;

/** The first request reconciles deployments, as a whole worker does when it is activated. */
function contextFor(config: ResolvedConfig, event: ExtendableEvent): Context {
  if (!shared) {
    shared = createContext(config);
    for (const feature of [shells(), loadingPage(), offlinePage(), originMode()]) feature.install?.(shared);
    event.waitUntil(reconcile(shared));
  }
  return { ...shared, config };
}

/**
 * A handler for an existing Workbox or Serwist worker. The worker's own routing decides which requests it gets, and the
 * rules of a route apply to them. Pages can't call it: `revalidatePath()` and the like need `startIsr()`.
 * @throws IsrError `invalid-config` for options that need a whole worker
 * @example registerRoute(/\/blog\//, isrHandler({ revalidate: 60 }));
 */
export function isrHandler(
  route: HandlerRoute = {},
  config: HandlerConfig = {},
): (options: HandlerOptions) => Promise<Response> {
  const whole: RouteConfig = { ...route, match: '/*' };
  assertSupported(whole, config);
  const resolvedConfig = resolveConfig({ ...config, assets: false, routes: [whole] }, 'default', {
    origin: originPolicy,
  });
  const [resolved] = resolvedConfig.routes;
  return ({ event, request, params }) => {
    const url = new URL(request.url);
    // Workbox's router also handles `CACHE_URLS` messages, whose events have no `request`.
    const isOurs = 'request' in event && request.method === 'GET' && isCandidate(url, request);
    if (!isOurs || !resolved || !takes(resolved, url, request)) return fetch(request);
    const routeParams =
      typeof params === 'object' && !Array.isArray(params) ? (params as Record<string, string>) : {};
    const context = contextFor(resolvedConfig, event);
    // A router may pass another request than the event's: that one is answered.
    const { clientId = '', resultingClientId = '' } = event as Partial<FetchEvent>;
    const waitUntil = (work: Promise<unknown>): void => event.waitUntil(work);
    const given = { request, clientId, resultingClientId, waitUntil } as FetchEvent;
    return handleRequest(context, given, { route: resolved, params: routeParams });
  };
}
