/** Which requests the worker takes: Workbox's router, with a listener of our own. */
import { Route } from 'workbox-routing/Route.js';
import { Router } from 'workbox-routing/Router.js';
import type { ResolvedRoute } from '../config/resolve.js';
import { isPartial, wantsPage } from '../core/request-kind.js';
import type { Assets } from './assets.js';
import { isNavigation } from './circumstances.js';
import type { Context } from './context.js';
import { handlePage } from './handle-page.js';
import { compileMatch, type Found } from './match.js';

export interface Routes {
  /** The first route that matches a URL, also where it keeps nothing. */
  match(url: string): Found | undefined;
  /** The route that takes a page's URL. */
  find(url: string): Found | undefined;
  /** Answers the request, or returns undefined where it is none of ours. */
  respond(event: FetchEvent): Promise<Response> | undefined;
}

const NEVER_OURS = ['authorization', 'range', 'isr-draft'];

/** Whether the request may be for what a route keeps: a page, or data (rules 11, 27 and 28). */
const isCandidate = (request: Request): boolean =>
  (isNavigation(request) || (!request.destination && request.cache !== 'no-store')) &&
  !NEVER_OURS.some((name) => request.headers.has(name));

/** Whether the route takes this request, and not only its URL (rule 30). */
const takes = ({ includeFetches, data }: ResolvedRoute, url: URL, request: Request): boolean =>
  isNavigation(request) ||
  (includeFetches && (data || wantsPage(request.headers)) && !isPartial(url, request.headers));

export function createRoutes(context: Context, assets: Assets | undefined): Routes {
  const router = new Router();
  const matchers = context.config.routes.map((route) => ({ route, match: compileMatch(route.match) }));

  /** The first route that matches wins, also where it wants nothing of the request. */
  const match = (url: URL, request: Request): Found | undefined => {
    for (const { route, match } of matchers) {
      const params = match(url, request);
      if (params) return { route, params };
    }
    return undefined;
  };
  const kept = (found: Found | undefined): Found | undefined =>
    found?.route.revalidate === 0 ? undefined : found;
  const matchText = (given: string): Found | undefined => {
    const url = URL.canParse(given) && new URL(given);
    return url && url.origin === location.origin ? match(url, new Request(url)) : undefined;
  };

  router.registerRoute(
    new Route(
      ({ url, request, sameOrigin }) => {
        const found = sameOrigin && isCandidate(request) && kept(match(url, request));
        return found && takes(found.route, url, request) && found;
      },
      ({ event, params }) => handlePage(context, event as FetchEvent, params as unknown as Found),
    ),
  );
  if (assets)
    router.registerRoute(
      new Route(
        ({ request }) => assets.wants(request),
        ({ event }) => assets.handle(event as FetchEvent),
      ),
    );

  return {
    match: matchText,
    find: (url) => kept(matchText(url)),
    respond: (event) => router.handleRequest({ event, request: event.request }),
  };
}
