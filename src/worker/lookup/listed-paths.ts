/** Whether a route lists a path (rule 11). */
import { deploymentOf, normalEscapes } from '../../core/cache/key.js';
import type { Context } from '../runtime/context.js';
import { urlFor, type Target } from './target.js';
import { perWorker } from '../runtime/worker-state.js';
import { pathAndQuery } from '../runtime/url.js';

type Pathnames = Record<string, ReadonlySet<string>>;

/** The paths that a deployment lists, by the names of their routes. */
export async function pathnamesOf({ use }: Context, deployment: string): Promise<Pathnames> {
  const lists = Object.entries((await use((store) => store.state(`${deployment}\npaths`))) ?? {});
  return Object.fromEntries(lists.map(([name, { pathnames }]) => [name, new Set(pathnames)]));
}

/** What was read of it, by deployment. */
export const listedPathnames = perWorker(() => new Map<string, Promise<Pathnames>>());

/**
 * Whether a page of a route with `fallback: false` is one of its `paths` (rule 11). Those of a function or a sitemap
 * are read in the background; until then, and where that fails, nobody knows: undefined.
 */
export async function isListed(
  context: Context,
  { route, url, scope }: Target,
): Promise<boolean | undefined> {
  const { fallback, paths, name } = route;
  if (fallback !== false) return false;
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
  const { report } = context;
  const listed = listedPathnames(context);
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
