/** Which requests the worker takes: Workbox's router, with a listener of our own. */
import { Route } from 'workbox-routing/Route.js';
import { Router } from 'workbox-routing/Router.js';
import type { ResolvedRoute } from '../config/resolve.js';
import { scriptedWay, wantsPage } from '../core/http/request-kind.js';
import type { Assets } from './assets/assets.js';
import { isNavigation } from './lookup/request-context.js';
import type { Context } from './runtime/context.js';
import { handleRequest } from './request/handle-request.js';
import { compileMatch, type MatchedRoute } from './lookup/match.js';
import type { Routes } from './lookup/routes.js';
import { answerPart, wantsPart } from './offline/offline-navigation.js';
import { responders } from './responses/page-request.js';
import { visitorOf } from './visitor/visitor.js';
import { isOwn, parseUrl } from './runtime/url.js';
import { scriptedRequest } from './visitor/scripted-requests.js';

/** The routes, and what answers their requests. */
export interface PageRouter extends Routes {
  /** Answers the request, or returns undefined where no route takes it. */
  respond(event: FetchEvent): Promise<Response> | undefined;
}

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

export function createRouter(context: Context, assets: Assets | undefined): PageRouter {
  const router = new Router();
  const matchers = context.config.routes.map((route) => ({ route, match: compileMatch(route.match) }));

  /** The first route that matches wins, also where it wants nothing of the request. */
  const match = (url: URL, request: Request): MatchedRoute | undefined => {
    for (const { route, match } of matchers) {
      const params = match(url, request);
      if (params) return { route, params };
    }
    return undefined;
  };
  const matchText = (given: string): MatchedRoute | undefined => {
    const url = parseUrl(given);
    return url && isOwn(url) ? match(url, new Request(url)) : undefined;
  };

  const find: Routes['find'] = (url) => {
    const found = matchText(url);
    return found?.route.revalidate === 0 ? undefined : found;
  };

  const pages = (method?: 'HEAD'): Route =>
    new Route(
      ({ url, request }) => {
        const found = isCandidate(url, request) && match(url, request);
        if (!found) return undefined;
        if (takes(found.route, url, request)) return found;
        const way = wayOf(context, found.route, url, request);
        return way && { ...found, way };
      },
      ({ event, params }) => {
        const { way, ...found } = params as unknown as MatchedRoute & { way?: string };
        return handleRequest(context, event as FetchEvent, found, way);
      },
      method,
    );
  router.registerRoute(pages());
  if (responders(context).size) router.registerRoute(pages('HEAD'));
  if (assets)
    router.registerRoute(
      new Route(
        ({ event }) => assets.takes(event as FetchEvent),
        ({ event }) => assets.handle(event as FetchEvent, find),
      ),
    );

  router.registerRoute(
    new Route(
      ({ url, request }) => isCandidate(url, request) && wantsPart(context, url, request),
      ({ event }) => answerPart(context, find, event as FetchEvent),
    ),
  );

  return {
    match: matchText,
    find,
    respond: (event) => router.handleRequest({ event, request: event.request }),
  };
}
