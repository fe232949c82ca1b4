/**
 * Learns the destination of a redirect when the browser follows it (rules 21 and 36). Both navigations have the same
 * `resultingClientId`.
 */
import type { Context } from '../runtime/context.js';
import type { Target } from '../lookup/target.js';
import { signsIn } from '../../core/cache/generation.js';
import { parseUrl, siteOf } from '../runtime/url.js';
import { raiseGeneration } from './generations.js';
import { visitorOf } from './visitor.js';

/** The browser follows redirects to other sites without the worker, so that their entries are never taken out. */
const MAX_REDIRECTS = 50;

/**
 * Raises the generation after a redirect of a URL with a query or a sign-in path: the end of an OAuth flow, or a link in
 * a mail, may have made the visitor another.
 */
export function suspectRedirect(context: Context, { request }: FetchEvent): Promise<void> | undefined {
  const { pathname, search } = new URL(request.url);
  if (signsIn(pathname)) return raiseGeneration(context);
  return search ? raiseGeneration(context, `redirect ${pathname}`) : undefined;
}

/**
 * Notes that a navigation is redirected.
 * @param noted resolves once the bypass entry of the redirecting URL is stored
 */
export function noteRedirect(
  context: Context,
  event: FetchEvent,
  from: Target,
  noted: Promise<unknown> = Promise.resolve(),
): void {
  const { now } = context;
  const visitor = visitorOf(context);
  const { resultingClientId } = event;
  const { redirects } = visitor;
  event.waitUntil(Promise.resolve(suspectRedirect(context, event)));
  if (!resultingClientId) visitor.redirectedAt = now();
  else redirects.set(resultingClientId, { from, noted });
  for (const oldest of redirects.keys()) {
    if (redirects.size <= MAX_REDIRECTS) break;
    redirects.delete(oldest);
  }
}

/** The page whose redirect this navigation follows. The navigation's URL is stored as its destination. */
export function followsRedirect(context: Context, event: FetchEvent): Target | undefined {
  const { use, report } = context;
  const visitor = visitorOf(context);
  const { resultingClientId, request } = event;
  const redirect = visitor.redirects.get(resultingClientId);
  if (!redirect) return undefined;
  visitor.redirects.delete(resultingClientId);
  const { from, noted } = redirect;
  const alias = request.url.replace(/#.*/s, '');
  const learn = async (): Promise<void> => {
    await noted;
    await use(async (store) => {
      const { entry } = await store.get(from.key);
      if (entry?.kind === 'pass' && entry.alias !== alias && from.url !== alias)
        await store.put({ ...entry, alias });
    });
  };
  event.waitUntil(learn().catch(report));
  return from;
}

/**
 * Raises the generation at a navigation from another origin of the site: a form there may have set a cookie of the whole
 * site, and the worker does not see such forms.
 */
export async function suspectArrival(context: Context, referrer: string): Promise<void> {
  const from = parseUrl(referrer);
  if (!from || from.origin === location.origin || siteOf(from) !== siteOf(new URL(location.href))) return;
  const isSignHost = /account|auth|login|sign|sso|\bid\b/i.test(from.host + from.pathname);
  await raiseGeneration(context, isSignHost ? undefined : `from ${from.host}`);
}
