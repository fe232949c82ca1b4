/** `isrHandler`: one route as a handler for an existing Workbox or Serwist worker. */
import { resolveConfig, type ResolvedConfig, type ResolvedRoute } from '../config/resolve.js';
import type { RouteConfig } from '../config/types.js';
import { originPolicy } from '../core/policy/origin/origin-policy.js';
import { failure } from '../shared/errors.js';
import { reconcile } from './deployments/deployments.js';
import { offlinePage } from './features/offline-page.js';
import { originMode } from './features/origin-mode.js';
import { loadingPage, shells } from './features/shells.js';
import { callHooks, changedBy, fallbackOf, type HookContext } from './handler/hooks.js';
import { argumentsOf, type HandlerArguments, type HandlerOptions } from './handler/options.js';
import { answerAhead } from './handler/answer-ahead.js';
import { withPreload } from './handler/preload.js';
import { assertSupported, type HandlerConfig, type HandlerRoute } from './handler/supported.js';
import { isNavigation } from './lookup/request-context.js';
import { plugins } from './plugins/plugins.js';
import { handleRequest } from './request/handle-request.js';
import { isCandidate, takes } from './router.js';
import { createContext, type Context } from './runtime/context.js';
import { isOfflinePage } from './runtime/response.js';
import { isOwn } from './runtime/url.js';
import { deleteHotCache } from '../storage/hot/hot-cache.js';
import { inTime } from './runtime/timers.js';
import { visitorOf } from './visitor/visitor.js';

declare const self: ServiceWorkerGlobalScope;

export type { HandlerOptions } from './handler/options.js';
export type { HandlerConfig, HandlerRoute } from './handler/supported.js';

/** A handler: a function, and an object with the methods of Workbox' strategies. */
export interface IsrHandler {
  (options: HandlerOptions): Promise<Response>;
  /** Answers a request. */
  handle(options: FetchEvent | HandlerOptions): Promise<Response>;
  /** Answers a request, and tells when nothing is left to do: the page is stored, or not. Neither promise is kept alive. */
  handleAll(options: FetchEvent | HandlerOptions): [response: Promise<Response>, done: Promise<void>];
}

const DROP_TIMEOUT_MS = 1000;
let dropsHotTier = false;

/** Shared by all handlers of the worker: they have one database and one active deployment. */
let shared: Context | undefined;

/** A version of before may have written without the hot tier: it is deleted where the worker is updated (see `lifecycle.ts`). */
function dropHotTierOnUpdate(): void {
  for (const type of ['install', 'activate'] as const)
    self.addEventListener(type, (event: ExtendableEvent) =>
      event.waitUntil(inTime(deleteHotCache(), DROP_TIMEOUT_MS).catch(() => undefined)),
    );
}

/** The first request reconciles deployments, as a whole worker does when it is activated. */
function contextFor(config: ResolvedConfig, event: ExtendableEvent): Context {
  if (!shared) {
    shared = createContext(config);
    for (const feature of [shells(), loadingPage(), offlinePage(), originMode(), plugins()])
      feature.install?.(shared);
    event.waitUntil(reconcile(shared).catch(shared.report));
  }
  return { ...shared, config, event };
}

/** Answers a request by the rules of the route. What is no page of this site goes to the network. */
function answer(context: Context, route: ResolvedRoute, given: HandlerArguments): Promise<Response> {
  const { event, request, params, waitUntil } = given;
  const url = new URL(request.url);
  if (request.method !== 'GET' || route.revalidate === 0 || !isOwn(url)) return fetch(request);
  // Workbox also handles URLs that no page has requested yet: those of `CACHE_URLS` messages and of `warmStrategyCache`.
  if (!('request' in event)) return answerAhead(context, { route, params }, given);
  const isTaken = isCandidate(url, request) && takes(route, url, request);
  // A request that only the browser can answer comes again, and the router has taken it: nobody can leave it alone.
  if (!isTaken || (isNavigation(request) && visitorOf(context).aside.takes(request.url)))
    return fetch(request);
  // A router may pass another request than the event's: that one is answered.
  const { clientId = '', resultingClientId = '' } = event as Partial<FetchEvent>;
  const asked = { request, clientId, resultingClientId, waitUntil } as FetchEvent;
  return handleRequest(withPreload(context, given), asked, { route, params });
}

/** The answer, or what a plugin has for a request that found neither a page nor a network. */
async function answerOrFallback(
  context: Context,
  route: ResolvedRoute,
  given: HandlerArguments,
  { hooks, rejects }: { hooks: HookContext; rejects: boolean },
): Promise<Response> {
  await callHooks(hooks, 'handlerWillStart', {});
  let cause: unknown;
  const response = await answer(context, route, given).catch((error: unknown) => {
    cause = error;
    return Response.error();
  });
  const isFailed = response.type === 'error' || isOfflinePage(response);
  if (!isFailed) return changedBy(hooks, response);
  const error = failure(
    'failed',
    `answer "${given.request.url}"`,
    'there is no stored page, and no network',
    'The fallback of the worker answers, if it has one',
    cause,
  );
  const fallback = await fallbackOf(hooks, error);
  if (fallback) return changedBy(hooks, fallback);
  if (rejects || response.type === 'error') throw error;
  return changedBy(hooks, response);
}

/** Waits until nothing is left to do. The plugins' last hooks get the outcome. */
async function complete(
  hooks: HookContext,
  response: Promise<Response>,
  work: Promise<unknown>[],
): Promise<void> {
  // A clone that nobody reads would be buffered in memory.
  const isTold = hooks.plugins.some((plugin) => plugin.handlerDidRespond ?? plugin.handlerDidComplete);
  const outcome: { response?: Response; error?: Error } = await response.then(
    (answered) => (isTold ? { response: answered.clone() } : {}),
    (error: unknown) => ({ error: error as Error }),
  );
  if (outcome.response) await callHooks(hooks, 'handlerDidRespond', { response: outcome.response });
  // Work that comes later is added at the end.
  for (const one of work) await one.catch(() => undefined);
  await callHooks(hooks, 'handlerDidComplete', outcome);
}

/**
 * A handler for an existing Workbox or Serwist worker. The worker's own routing decides which requests it gets, and the
 * rules of a route apply to them. Pages can't call it: `revalidatePath()` and the like need `startIsr()`.
 * @throws IsrError `invalid-config` for options and plugins that need a whole worker
 * @example registerRoute(/\/blog\//, isrHandler({ revalidate: 60 }));
 * @example new Serwist({ runtimeCaching: [{ matcher: /\/blog\//, handler: isrHandler({ revalidate: 60 }) }] });
 */
export function isrHandler(route: HandlerRoute = {}, config: HandlerConfig = {}): IsrHandler {
  if (!dropsHotTier) dropHotTierOnUpdate();
  dropsHotTier = true;
  const whole: RouteConfig = { ...route, match: '/*' };
  assertSupported(whole, config);
  const { offline, ...rest } = config;
  const resolvedConfig = resolveConfig(
    { ...rest, ...(offline ? { offline } : {}), assets: false, routes: [whole] },
    'default',
    { origin: originPolicy },
  );
  const [resolved] = resolvedConfig.routes as [ResolvedRoute];

  const handleAll: IsrHandler['handleAll'] = (options) => {
    const work: Promise<unknown>[] = [];
    const given = argumentsOf(options, work);
    const { event, request } = given;
    const context = contextFor(resolvedConfig, event);
    const hooks = { plugins: config.plugins ?? [], event, request, report: context.report };
    const response = answerOrFallback(context, resolved, given, { hooks, rejects: offline === false });
    return [response, complete(hooks, response, work)];
  };
  const handle: IsrHandler['handle'] = (options) => {
    const [response, done] = handleAll(options);
    const { event } = argumentsOf(options, []);
    event.waitUntil(done);
    return response;
  };
  return Object.assign((options: HandlerOptions) => handle(options), { handle, handleAll });
}
