/** Checks whether a route's `paths` list a page (rule 11). */
import { deploymentOf, normalEscapes } from '../../core/cache/key.js';
import type { Context } from '../runtime/context.js';
import { urlFor, type Target } from './target.js';
import { perWorker } from '../runtime/worker-state.js';
import { pathAndQuery } from '../runtime/url.js';

type Pathnames = Record<string, ReadonlySet<string>>;

/** The listed paths of a deployment, by route name. */
export async function pathnamesOf({ use }: Context, deployment: string): Promise<Pathnames> {
  const lists = Object.entries((await use((store) => store.state(`${deployment}\npaths`))) ?? {});
  return Object.fromEntries(lists.map(([name, { pathnames }]) => [name, new Set(pathnames)]));
}

/** The listed paths in memory, by deployment. */
export const listedPathnames = perWorker(() => new Map<string, Promise<Pathnames>>());

/**
 * Whether the `paths` of a route with `fallback: false` list the page (rule 11). Undefined while a function or a sitemap
 * has not been read, or if reading it failed.
 */
export async function isListed(
  context: Context,
  { route, url, scope }: Target,
): Promise<boolean | undefined> {
  const { fallback, paths, name } = route;
  if (fallback !== false) return false;
  const { pathname } = new URL(url);
  // A path without a query lists the page with any query; a path with a query lists that query only.
  const candidates = [pathname, pathAndQuery(url)];
  if (Array.isArray(paths))
    return paths.some((path) => {
      const listed = new URL(path, url);
      return (
        normalEscapes(listed.pathname) === pathname &&
        candidates.includes(pathAndQuery(urlFor(context, route, listed.href)))
      );
    });
  const { report } = context;
  const cache = listedPathnames(context);
  const deployment = deploymentOf(scope);
  const reading = cache.get(deployment) ?? pathnamesOf(context, deployment);
  cache.set(deployment, reading);
  const lists = await reading.catch((error: unknown) => {
    cache.delete(deployment);
    report(error);
  });
  const listed = lists?.[name];
  return listed?.size ? candidates.some((path) => listed.has(path)) : undefined;
}
