/** What a request says of how its page is wanted. */
import type { RequestContext } from '../../core/policy/decision.js';
import { isPrefetch } from '../../core/http/request-kind.js';
import type { Context } from '../runtime/context.js';
import { extensionPoint } from '../runtime/worker-state.js';
import type { Target } from './target.js';

export const isNavigation = ({ mode }: Request): boolean => mode === 'navigate';

const withoutFragment = (url: string): string => url.replace(/#.*/s, '');

/** The query under which a shell with a fragment sends its browser to the page. */
export const RETURN_QUERY = '?_isr';

/** Whether a route with `fallback: false` lists a page, where some route is one (rule 11). */
export const listedPaths =
  extensionPoint<(context: Context, target: Target) => Promise<boolean | undefined>>();

export async function requestContext(
  context: Context,
  target: Target,
  request: Request,
): Promise<RequestContext> {
  const { cache, headers, referrer } = request;
  return {
    intent: isPrefetch(headers) ? 'prefetch' : isNavigation(request) ? 'navigation' : 'fetch',
    reload: cache === 'no-cache' || cache === 'reload',
    // Only Chromium tells it apart; there and in Firefox the request also asks for any copy, however old.
    history:
      (request as { isHistoryNavigation?: boolean }).isHistoryNavigation === true || cache === 'force-cache',
    online: context.online(),
    fromItself: referrer.endsWith(RETURN_QUERY) || withoutFragment(referrer) === withoutFragment(request.url),
    listed: await listedPaths.of(context)?.(context, target),
  };
}
