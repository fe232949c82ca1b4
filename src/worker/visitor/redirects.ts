/** Where a page redirects is seen when the browser follows it: its requests have one client to come (rules 21 and 36). */
import type { Context } from '../runtime/context.js';
import type { Target } from '../lookup/target.js';
import { signsIn } from '../../core/cache/generation.js';
import { siteOf } from '../runtime/url.js';
import { raise } from './generations.js';

/** How many redirects are remembered: those that lead to another site are never followed here. */
const MAX_REDIRECTS = 50;

/**
 * Suspects a request that was redirected as a write is, where it carries a query or names a sign-in: it may have made the
 * visitor another (the end of an OAuth flow, a link in a mail).
 */
export function suspectRedirect(context: Context, { request }: FetchEvent): Promise<void> | undefined {
  const { pathname, search } = new URL(request.url);
  if (signsIn(pathname)) return raise(context);
  return search ? raise(context, `redirect ${pathname}`) : undefined;
}

/**
 * Notes that a navigation is redirected.
 * @param noted ends once it is stored that the page redirects
 */
export function noteRedirect(
  context: Context,
  event: FetchEvent,
  from: Target,
  noted: Promise<unknown> = Promise.resolve(),
): void {
  const { visitor, now } = context;
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

/** The page whose redirect this navigation follows, if it does; it is stored as leading here. */
export function followsRedirect(context: Context, event: FetchEvent): Target | undefined {
  const { visitor, use, report } = context;
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
 * Suspects a navigation from another origin of the site: whoever comes from there may have signed in by a cookie of the
 * whole site, in a form that the worker has not seen.
 */
export async function suspectArrival(context: Context, { request: { referrer } }: FetchEvent): Promise<void> {
  if (!referrer || referrer.startsWith(`${location.origin}/`)) return;
  const from = new URL(referrer);
  if (siteOf(from) !== siteOf(new URL(location.href))) return;
  const isSignHost = /account|auth|login|sign|sso|\bid\b/i.test(from.host + from.pathname);
  await raise(context, isSignHost ? undefined : `from ${from.host}`);
}
