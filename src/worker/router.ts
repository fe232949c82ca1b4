/** Which requests the worker answers: one Workbox route for each route of the config, then parts of pages. */
import { Route } from 'workbox-routing/Route.js';
import type { ResolvedRoute } from '../config/resolve.js';
import { scriptedWay, wantsPage } from '../core/http/request-kind.js';
import { isNavigation } from './lookup/request-context.js';
import type { Context } from './runtime/context.js';
import { handleRequest } from './request/handle-request.js';
import { compileMatch, type MatchedRoute, type Params } from '../config/match.js';
import type { PageRouter, Routes } from './lookup/routes.js';
import { answerPart, wantsPart } from './offline/offline-navigation.js';
import { responders } from './responses/page-request.js';
import { visitorOf } from './visitor/visitor.js';
import { isOwn, parseUrl } from './runtime/url.js';
import { scriptedRequest } from './visitor/scripted-requests.js';

const NEVER_OURS = ['authorization', 'isr-draft'];

/** Whether the request may be for what a route keeps: a page, or data (rules 11, 27 and 28). */
export const isCandidate = (url: URL, request: Request): boolean =>
  isOwn(url) &&
  (isNavigation(request) || (!request.destination && request.cache !== 'no-store')) &&
  !NEVER_OURS.some((name) => request.headers.has(name));

/** Whether the route takes this request, and not only its URL (rule 30). */
export function takes(route: ResolvedRoute, url: URL, request: Request): boolean {
  const { headers, method } = request;
  if (route.revalidate === 0) return false;
  if (!route.policy.answers(method, headers)) return false;
  if (isNavigation(request)) return true;
  return route.includeFetches && (route.data || wantsPage(headers)) && !route.policy.isPartial(url, headers);
}

/** How a script asks for what may be this page; undefined where its answer was seen to be something else. */
function wayOf(context: Context, route: ResolvedRoute, url: URL, request: Request): string | undefined {
  const { headers, method } = request;
  const isTaken =
    route.revalidate !== 0 &&
    route.fallback !== false &&
    route.includeFetches &&
    route.policy.isShared &&
    !route.data;
  if (!isTaken || isNavigation(request) || method !== 'GET' || headers.has('range')) return undefined;
  const way = scriptedWay(url, headers);
  return way && !visitorOf(context).notPages.has(scriptedRequest(way, request.url)) ? way : undefined;
}

/** One Workbox route for each route of the config: it matches URLs, and knows the route. */
class ConfigRoute extends Route {
  constructor(
    readonly resolved: ResolvedRoute,
    method?: 'HEAD',
  ) {
    const match = compileMatch(resolved.match);
    super(({ url, request }) => match(url, request), NEVER_CALLED, method);
  }
}

/** Workbox calls no handler here: whether a route takes a request is known only once its URL has matched. */
const NEVER_CALLED = (): Promise<Response> => Promise.resolve(Response.error());

/**
 * The config's routes as Workbox's. The first one that matches a URL wins, even if it stores nothing. Workbox's `Router`
 * would find the same, and adds what a worker with a handler of its own does not use.
 */
function createConfigRouter({ config }: Context, methods: readonly (undefined | 'HEAD')[]) {
  const routes = methods.flatMap((method) => config.routes.map((route) => new ConfigRoute(route, method)));
  return (url: URL, request: Request): MatchedRoute | undefined => {
    // The event is of no use to a match.
    const event = undefined as unknown as ExtendableEvent;
    for (const { resolved, method, match } of routes) {
      const matched: unknown = method === request.method && match({ url, request, event, sameOrigin: true });
      if (matched) return { route: resolved, params: matched as Params };
    }
    return undefined;
  };
}

export function createRouter(context: Context): PageRouter {
  const match = createConfigRouter(context, responders(context).size ? [undefined, 'HEAD'] : [undefined]);
  const matchText = (given: string): MatchedRoute | undefined => {
    const url = parseUrl(given);
    return url && isOwn(url) ? match(url, new Request(url)) : undefined;
  };
  const find: Routes['find'] = (url) => {
    const found = matchText(url);
    return found?.route.revalidate === 0 ? undefined : found;
  };

  /** Answers a request whose URL a route matches, where the route stores what is requested. */
  const respondWithPage = (event: FetchEvent, url: URL): Promise<Response> | undefined => {
    const { request } = event;
    const found = match(url, request);
    if (!found) return undefined;
    if (takes(found.route, url, request)) return handleRequest(context, event, found);
    const way = wayOf(context, found.route, url, request);
    return way === undefined ? undefined : handleRequest(context, event, found, way);
  };

  return {
    match: matchText,
    find,
    respond(event) {
      const { request } = event;
      const url = new URL(request.url);
      const isPage = isCandidate(url, request);
      const page = isPage ? respondWithPage(event, url) : undefined;
      if (page || request.method !== 'GET') return page;
      return isPage && wantsPart(context, url, request) ? answerPart(context, find, event) : undefined;
    },
  };
}
