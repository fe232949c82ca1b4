/** Where a page redirects is seen when the browser follows it: its requests have one client to come (rules 21 and 36). */
import type { Context } from '../context.js';
import type { Target } from '../target.js';
import { signsIn } from '../../core/generation.js';
import { raise } from './generations.js';

/** How many redirects are remembered: those that lead to another site are never followed here. */
const MAX_REDIRECTS = 50;

/**
 * Notes that a navigation is redirected. One that carries a query, or names a sign-in, may have made the visitor another
 * (the end of an OAuth flow, a link in a mail): it is suspected as a write is.
 * @param noted ends once it is stored that the page redirects
 */
export function noteRedirect(
  context: Context,
  event: FetchEvent,
  from: Target,
  noted: Promise<unknown> = Promise.resolve(),
): void {
  const { visitor, now } = context;
  const { resultingClientId, request } = event;
  const { redirects } = visitor;
  const { pathname, search } = new URL(request.url);
  if (search || signsIn(pathname))
    event.waitUntil(raise(context, signsIn(pathname) ? undefined : `redirect ${pathname}`));
  if (!resultingClientId) visitor.redirectedAt = now();
  else redirects.set(resultingClientId, { from, noted });
  for (const oldest of redirects.keys()) {
    if (redirects.size <= MAX_REDIRECTS) break;
    redirects.delete(oldest);
  }
}

/** Whether this navigation follows a redirect. Where it came from is stored as leading here. */
export function followsRedirect(context: Context, event: FetchEvent): boolean {
  const { visitor, use, report } = context;
  const { resultingClientId, request } = event;
  const redirect = visitor.redirects.get(resultingClientId);
  if (!redirect) return false;
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
  return true;
}
