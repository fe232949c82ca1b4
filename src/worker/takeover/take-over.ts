/**
 * Replaces the worker that the site had before. Its tabs stay open: until they are closed they find the files that they
 * were built with, and its caches are deleted only then.
 */
import { isHtml } from '../../core/http/html.js';
import { isNavigation } from '../lookup/request-context.js';
import type { PageRouter } from '../lookup/routes.js';
import type { Context } from '../runtime/context.js';
import { isOfflinePage, withCacheStatus } from '../runtime/response.js';
import { findOldFile, findOldPage, isOwn, oldCaches, type Takeover } from './old-caches.js';

declare const self: ServiceWorkerGlobalScope;

/** Files that belong to one build of a site. */
const FILES = /^(?:style|script|font|image|manifest)$/;

/** Some hosts answer every path with a page. */
const isMissing = ({ status, headers }: Response): boolean =>
  status === 404 || status === 410 || isHtml(headers.get('content-type'));

/**
 * The registration stays, and with it what the old worker has set. Navigation preload would ask the server for every
 * page, also for a stored one.
 */
export function disablePreload({ report }: Context): void {
  self.addEventListener('activate', (event) => {
    // Not in every browser, whatever TypeScript says.
    const { navigationPreload } = self.registration as Partial<ServiceWorkerRegistration>;
    event.waitUntil(Promise.resolve(navigationPreload?.disable().catch(report)));
  });
}

/** Tabs of the old worker's pages load files of their build, which the server may not have any more. */
export function answerOldFiles(context: Context, options: Takeover): void {
  const { fetch } = context;
  Object.assign(context, {
    async fetch(request: Request) {
      const answer = fetch(request);
      if (!FILES.test(request.destination)) return answer;
      const response = await answer.catch(() => undefined);
      if (response && !isMissing(response)) return response;
      const old = await findOldFile(options, request.url).catch(context.report);
      if (!old) return answer;
      response?.body?.cancel().catch(() => undefined);
      return old;
    },
  });
}

/** Without a network, and before this worker has stored a page, the visitor gets the one that the old worker has stored. */
export function answerOldPages({ report }: Context, routes: PageRouter, options: Takeover): void {
  const respond = routes.respond.bind(routes);
  const orOld = async (response: Response, url: string): Promise<Response> => {
    const old = isOfflinePage(response) && (await findOldPage(options, url).catch(report));
    return old ? withCacheStatus(old, { hit: true, detail: 'offline' }) : response;
  };
  routes.respond = (event) => {
    const response = respond(event);
    const { request } = event;
    return isNavigation(request) ? response?.then((answer) => orOld(answer, request.url)) : response;
  };
}

/** Whether a tab is open that was there before this worker, other than these. */
async function hasOldTab(
  { settings, tabs: openTabs }: Context,
  known: ReadonlySet<string>,
): Promise<boolean> {
  // The first activation notes them, without a deployment.
  const { tabs = {} } = await settings();
  return (await openTabs()).some((id) => id in tabs && tabs[id] === undefined && !known.has(id));
}

const LOCALHOST = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

/** Tells a developer which caches are left: no name says whether an old worker made them, or a script of the site. */
async function nameOthers(): Promise<void> {
  const others = (await caches.keys()).filter((name) => !isOwn(name));
  if (others.length)
    console.info(
      `[sw-isr] These caches are not sw-isr's: "${others.join('", "')}". To delete those of an old worker, name them in takeover.caches.`,
    );
}

/**
 * Deletes the old caches, once a page of the new site is there and no tab needs them.
 * @returns what is called with each page that says that it is there
 */
export function createCleanUp(context: Context, options: Takeover): (client: string) => Promise<void> {
  const newTabs = new Set<string>();
  let isDone = false;
  return async (client) => {
    newTabs.add(client);
    if (isDone || (await hasOldTab(context, newTabs))) return;
    isDone = true;
    const names = await oldCaches(options);
    await Promise.all(names.map((name) => caches.delete(name)));
    if (LOCALHOST.test(location.hostname)) await nameOthers();
  };
}
