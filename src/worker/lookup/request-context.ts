/** Facts about a request for the cache policy: navigation, reload, history, online. */
import type { RequestContext } from '../../core/policy/decision.js';
import { isPrefetch } from '../../core/http/request-kind.js';
import type { Context } from '../runtime/context.js';
import { extensionPoint } from '../runtime/worker-state.js';
import type { Target } from './target.js';

export const isNavigation = ({ mode }: Request): boolean => mode === 'navigate';

const withoutFragment = (url: string): string => url.replace(/#.*/s, '');

/** The query that a loading shell adds to its own URL before it sends the browser to the page. */
export const RETURN_QUERY = '?_isr';

/** Checks whether a route with `fallback: false` lists a page (rule 11). Provided if the config has such a route. */
export const listedPaths =
  extensionPoint<(context: Context, target: Target) => Promise<boolean | undefined>>();

export async function requestContextOf(
  context: Context,
  target: Target,
  request: Request,
): Promise<RequestContext> {
  const { cache, headers, referrer } = request;
  return {
    intent: isPrefetch(headers) ? 'prefetch' : isNavigation(request) ? 'navigation' : 'fetch',
    reload: cache === 'no-cache' || cache === 'reload',
    // Only Chromium has `isHistoryNavigation`. Chromium and Firefox also set `force-cache`.
    history:
      (request as { isHistoryNavigation?: boolean }).isHistoryNavigation === true || cache === 'force-cache',
    online: context.online(),
    fromItself: referrer.endsWith(RETURN_QUERY) || withoutFragment(referrer) === withoutFragment(request.url),
    listed: await listedPaths.of(context)?.(context, target),
  };
}
