/** Reads a route's `paths`: a list, a function, or a sitemap. */
import type { ResolvedRoute } from '../../config/resolve.js';
import type { WarmPage } from '../../core/cache/warm-queue.js';
import type { Period } from '../../core/http/sitemap.js';
import { failure } from '../../shared/errors.js';
import type { Routes } from '../lookup/routes.js';
import { urlFor } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';
import { inTime } from '../runtime/timers.js';
import { parseUrl } from '../runtime/url.js';
import { extensionPoint } from '../runtime/worker-state.js';
import type { sitemapPages } from './sitemaps.js';

/** Provided if the `paths` of some route are a sitemap. */
export const sitemapReader = extensionPoint<typeof sitemapPages>();

/** The default priority of sitemaps. Listed pages all have it, so that their order counts. */
const DEFAULT_PRIORITY = 0.5;
const PATHS_TIMEOUT_MS = 15_000;

/** The pages of a route, with canonical URLs. Pages of other sites and other routes are dropped. */
export async function pathsOf(context: Context, routes: Routes, route: ResolvedRoute): Promise<WarmPage[]> {
  const toWarmPage = (
    path: string,
    base: string,
    priority = DEFAULT_PRIORITY,
    changed?: Period,
  ): WarmPage | undefined => {
    const url = parseUrl(path, base)?.href;
    return url && routes.find(url)?.route === route
      ? { url: urlFor(context, route, url), priority, changed }
      : undefined;
  };
  const { paths = [], name } = route;
  const readSitemap = sitemapReader.of(context);
  if (readSitemap && typeof paths === 'object' && 'sitemap' in paths)
    return readSitemap(context, paths, ({ loc, priority, changed }, base) =>
      toWarmPage(loc, base, priority, changed),
    );
  const list: unknown =
    typeof paths === 'function' ? await inTime(Promise.resolve(paths()), PATHS_TIMEOUT_MS) : paths;
  if (!Array.isArray(list) || !list.every((path) => typeof path === 'string'))
    throw failure(
      'failed',
      `read the paths of "${name}"`,
      'the function returned no array of strings in time',
      'Return an array such as ["/products/1"]',
    );
  return list.map((path) => toWarmPage(path, location.origin)).filter((page) => page !== undefined);
}
