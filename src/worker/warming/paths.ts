/** What a route's `paths` name: a list, what a function returns, or the site's sitemap. */
import type { ResolvedRoute } from '../../config/resolve.js';
import type { WarmPage } from '../../core/cache/warm-queue.js';
import type { Period } from '../../core/http/sitemap.js';
import { failure } from '../../shared/errors.js';
import type { Routes } from '../lookup/routes.js';
import { urlFor } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';
import { sleep } from '../runtime/timers.js';
import { parseUrl } from '../runtime/url.js';
import { extensionPoint } from '../runtime/worker-state.js';
import type { sitemapPages } from './sitemaps.js';

/** Reads sitemaps, where a route's `paths` are one. */
export const sitemapReader = extensionPoint<typeof sitemapPages>();

/** What pages that are only listed have: their order says what counts. */
const PRIORITY = 0.5;
/** Milliseconds that a function may take. */
const PATHS_TIMEOUT_MS = 15_000;

/** The route's own pages, each as it will be asked for: those of other sites and other routes are dropped. */
export async function pathsOf(context: Context, routes: Routes, route: ResolvedRoute): Promise<WarmPage[]> {
  const own = (path: string, base: string, priority = PRIORITY, changed?: Period): WarmPage | undefined => {
    const url = parseUrl(path, base)?.href;
    return url && routes.find(url)?.route === route
      ? { url: urlFor(context, route, url), priority, changed }
      : undefined;
  };
  const { paths = [], name } = route;
  const readSitemap = sitemapReader.of(context);
  if (readSitemap && typeof paths === 'object' && 'sitemap' in paths)
    return readSitemap(context, paths, ({ loc, priority, changed }, base) =>
      own(loc, base, priority, changed),
    );
  const given: unknown =
    typeof paths === 'function' ? await Promise.race([paths(), sleep(PATHS_TIMEOUT_MS)]) : paths;
  if (!Array.isArray(given) || !given.every((path) => typeof path === 'string'))
    throw failure(
      'failed',
      `read the paths of "${name}"`,
      'their function returned no array of strings in time',
      'Return one, such as ["/products/1"]',
    );
  return given.map((path) => own(path, location.origin)).filter((page) => page !== undefined);
}
