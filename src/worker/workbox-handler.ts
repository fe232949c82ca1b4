/** One route's handler, for a worker of one's own. */
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

/** What a handler can do; the other options of a route need a worker that is told of more than its requests. */
export type HandlerRoute = Omit<
  RouteConfig,
  'match' | 'audience' | 'fallback' | 'paths' | 'strict' | 'invalidates' | 'eager'
> & { audience?: 'auto' | 'everyone'; fallback?: true | 'blocking' };

/** What a handler can do with the options of the site. */
export type HandlerConfig = Omit<IsrConfig, 'routes' | 'assets' | 'warm' | 'keepDeployments'>;

/** What Workbox and Serwist hand to a handler. */
export interface HandlerOptions {
  event: ExtendableEvent;
  request: Request;
  params?: unknown;
}

/** The options that would do nothing: a handler hears of no installing, no writes and no page that calls. */
const UNABLE = ['paths', 'strict', 'invalidates', 'eager', 'assets', 'warm', 'keepDeployments'];

function assertAble(route: RouteConfig, config: HandlerConfig): void {
  const given = new Map<string, unknown>(Object.entries({ ...config, ...route }));
  const faults = UNABLE.filter((name) => given.get(name));
  if (route.audience === 'user') faults.push("audience: 'user'");
  if (route.fallback === false) faults.push('fallback: false');
  if (isPath(route.shell ?? config.shell)) faults.push('a shell that is a path');
  if (isPath(config.offline)) faults.push('an offline page that is a path');
  if (faults.length)
    throw failure(
      'invalid-config',
      'make "isrHandler"',
      `it can do nothing with ${faults.join(', ')}`,
      'Remove what it names, or call startIsr() with this route in place of the handler',
    );
}

/** What a handler may need. */
const FEATURES = [shells(), loadingPage(), offlinePage(), originMode()];

/** What all handlers of this worker share: there is one database, and one word on which deployment is shown. */
let shared: Context | undefined;

/** The first request makes up for what a whole worker does when it is activated. */
function contextFor(config: ResolvedConfig, event: ExtendableEvent): Context {
  if (!shared) {
    shared = createContext(config);
    for (const feature of FEATURES) feature.install?.(shared);
    event.waitUntil(reconcile(shared));
  }
  return { ...shared, config };
}

/**
 * One handler for an existing Workbox or Serwist worker: pages are cached by the given options, and all the rules of
 * a route hold; what they leave to the network goes there. The worker's own routing decides what it is asked for.
 * Pages can't call it: `revalidatePath()` and the like need `startIsr()`.
 * @throws IsrError `invalid-config` for options that need a whole worker: use `startIsr()` for those
 * @example registerRoute(/\/blog\//, isrHandler({ revalidate: 60 }));
 */
export function isrHandler(
  route: HandlerRoute = {},
  config: HandlerConfig = {},
): (options: HandlerOptions) => Promise<Response> {
  const whole: RouteConfig = { ...route, match: '/*' };
  assertAble(whole, config);
  const resolvedConfig = resolveConfig({ ...config, assets: false, routes: [whole] }, 'default', {
    origin: originPolicy,
  });
  const [resolved] = resolvedConfig.routes;
  return ({ event, request, params }) => {
    const url = new URL(request.url);
    // A message can ask for a request too, which is nobody's navigation.
    const isOurs = 'request' in event && request.method === 'GET' && isCandidate(url, request);
    if (!isOurs || !resolved || !takes(resolved, url, request)) return fetch(request);
    const named =
      typeof params === 'object' && !Array.isArray(params) ? (params as Record<string, string>) : {};
    const context = contextFor(resolvedConfig, event);
    // The router may have been given another request than the event's: it is answered, not the event's own.
    const { clientId = '', resultingClientId = '' } = event as Partial<FetchEvent>;
    const given = {
      request,
      clientId,
      resultingClientId,
      waitUntil: (work: Promise<unknown>) => event.waitUntil(work),
    };
    return handleRequest(context, given as FetchEvent, { route: resolved, params: named });
  };
}
