/** What a route's `paths` name: a list, what a function returns, or the site's sitemap. */
import type { ResolvedRoute } from '../../config/resolve.js';
import type { Ahead } from '../../core/cache/warm-queue.js';
import { failure } from '../../shared/errors.js';
import { deploymentOf, normalEscapes } from '../../core/cache/key.js';
import type { Period } from '../../core/http/sitemap.js';
import type { Context } from '../runtime/context.js';
import type { Routes } from '../router.js';
import { sitemapPages } from '../warming/sitemaps.js';
import { urlFor, type Target } from './target.js';
import { sleep } from '../runtime/timers.js';
import { parseUrl, pathAndQuery } from '../runtime/url.js';

/** What pages that are only listed have: their order says what counts. */
const PRIORITY = 0.5;
/** Milliseconds that a function may take. */
const PATIENCE = 15_000;

/** The route's own pages, each as it will be asked for: those of other sites and other routes are dropped. */
export async function pathsOf(context: Context, routes: Routes, route: ResolvedRoute): Promise<Ahead[]> {
  const own = (path: string, base: string, priority = PRIORITY, changed?: Period): Ahead | undefined => {
    const url = parseUrl(path, base)?.href;
    return url && routes.find(url)?.route === route
      ? { url: urlFor(context, route, url), priority, changed }
      : undefined;
  };
  const { paths = [], name } = route;
  if (globalThis.ISR_SITEMAPS !== false && typeof paths === 'object' && 'sitemap' in paths)
    return sitemapPages(context, paths, ({ loc, priority, changed }, base) =>
      own(loc, base, priority, changed),
    );
  const given: unknown = typeof paths === 'function' ? await Promise.race([paths(), sleep(PATIENCE)]) : paths;
  if (!Array.isArray(given) || !given.every((path) => typeof path === 'string'))
    throw failure(
      'failed',
      `read the paths of "${name}"`,
      'their function returned no array of strings in time',
      'Return one, such as ["/products/1"]',
    );
  return given.map((path) => own(path, location.origin)).filter((page) => page !== undefined);
}

type Pathnames = Record<string, ReadonlySet<string>>;

/** The paths that a deployment lists, by the names of their routes. */
export async function pathnamesOf({ use }: Context, deployment: string): Promise<Pathnames> {
  const lists = Object.entries((await use((store) => store.state(`${deployment}\npaths`))) ?? {});
  return Object.fromEntries(lists.map(([name, { pathnames }]) => [name, new Set(pathnames)]));
}

/**
 * Whether a page of a route with `fallback: false` is one of its `paths` (rule 11). Those of a function or a sitemap
 * are read in the background; until then, and where that fails, nobody knows: undefined.
 */
export async function isListed(
  context: Context,
  { route, url, scope }: Target,
): Promise<boolean | undefined> {
  const { fallback, paths, name } = route;
  if (globalThis.ISR_PATHS === false || fallback !== false) return false;
  const { pathname } = new URL(url);
  // A page is listed by its path, whatever its query, and only with its query where it is listed with one.
  const asked = [pathname, pathAndQuery(url)];
  if (Array.isArray(paths))
    return paths.some((path) => {
      const named = new URL(path, url);
      return (
        normalEscapes(named.pathname) === pathname &&
        asked.includes(pathAndQuery(urlFor(context, route, named.href)))
      );
    });
  if (globalThis.ISR_WARM === false) return undefined;
  const { listed, report } = context;
  const deployment = deploymentOf(scope);
  const known = listed.get(deployment) ?? pathnamesOf(context, deployment);
  listed.set(deployment, known);
  const found = await known.catch((error: unknown) => {
    listed.delete(deployment);
    report(error);
  });
  const names = found?.[name];
  return names?.size ? asked.some((name) => names.has(name)) : undefined;
}
