/** Which features of the worker a config needs: what no config asks for is not in its worker. */
import type { IsrConfig } from '../../config/types.js';

/** @returns the names under which `sw-isr/worker` exports them */
export function featuresOf({ routes, shell, offline, assets, warm }: IsrConfig): string[] {
  const withShell = routes.filter(({ fallback }) => fallback === true);
  const needed = {
    shells: withShell.length > 0,
    loadingPage: shell === undefined && withShell.some((route) => route.shell === undefined),
    offlinePage: offline === undefined,
    pathLists: routes.some(({ fallback }) => fallback === false),
    strictRoutes: routes.some(({ strict }) => strict),
    originMode: routes.some(({ revalidate }) => revalidate === 'origin'),
    assets: assets !== false,
    assetList: typeof assets === 'object' && assets.list !== undefined,
    // Paths of a function are read though nothing is warmed, where they say what the route answers.
    warming: routes.some(
      ({ paths, fallback }) => paths && (warm !== false || (fallback === false && !Array.isArray(paths))),
    ),
    sitemaps: routes.some(({ paths }) => typeof paths === 'object' && 'sitemap' in paths),
  };
  return Object.entries(needed).flatMap(([name, isNeeded]) => (isNeeded ? [name] : []));
}
