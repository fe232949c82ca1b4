/** Finds out where a redirect leads (rule 21). */
import type { Target } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';

/** Milliseconds in which it is found out where a redirect leads. */
const REDIRECT_TIMEOUT_MS = 25_000;

/**
 * Where a redirect leads: a page of this site, for the day the origin can't be reached (rule 21), or `null` for another
 * site. Undefined where it leads nowhere: in a circle, or to what can't be reached. Asked apart, since a manual
 * redirect keeps its target to itself; with HEAD, which uses up no link that is good for one use.
 */
export async function redirectTarget(
  { fetch }: Context,
  { url }: Target,
): Promise<string | null | undefined> {
  try {
    const there = await fetch(
      new Request(url, {
        method: 'HEAD',
        mode: 'no-cors',
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(REDIRECT_TIMEOUT_MS),
      }),
    );
    return there.ok && there.url !== url && there.url.startsWith(`${location.origin}/`) ? there.url : null;
  } catch {
    return undefined;
  }
}
