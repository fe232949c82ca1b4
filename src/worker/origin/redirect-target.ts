/** Finds the destination of a redirect (rule 21). */
import type { Target } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';

const REDIRECT_TIMEOUT_MS = 25_000;

/**
 * The page of this site that a URL redirects to, or `null` for another site. Undefined if the destination is a redirect
 * loop or can't be reached. A request of its own is needed, since `redirect: 'manual'` hides the destination. HEAD does
 * not use up single-use links.
 */
export async function redirectTarget(
  { fetch }: Context,
  { url }: Target,
): Promise<string | null | undefined> {
  try {
    const destination = await fetch(
      new Request(url, {
        method: 'HEAD',
        mode: 'no-cors',
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(REDIRECT_TIMEOUT_MS),
      }),
    );
    const isOnSite = destination.url !== url && destination.url.startsWith(`${location.origin}/`);
    return destination.ok && isOnSite ? destination.url : null;
  } catch {
    return undefined;
  }
}
