/** Selects the worker's features that a config needs. The bundler leaves out the others. */
import type { IsrConfig } from '../../config/types.js';

/** @returns the names under which `sw-isr/worker` exports the features */
export function featuresOf({
  routes,
  shell,
  offline,
  assets,
  warm,
  feed,
  notification,
  inspector,
  takeover,
  plugins,
}: IsrConfig): string[] {
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
    // A function's paths are read even without warming, if the route answers only them.
    warming: routes.some(
      ({ paths, fallback }) => paths && (warm !== false || (fallback === false && !Array.isArray(paths))),
    ),
    feed: feed !== undefined,
    notifications: notification !== undefined,
    plugins: (plugins ?? []).length > 0,
    inspector: inspector === true,
    takeover: takeover !== undefined && takeover !== false,
    sitemaps: routes.some(({ paths }) => typeof paths === 'object' && 'sitemap' in paths),
  };
  return Object.entries(needed).flatMap(([name, isNeeded]) => (isNeeded ? [name] : []));
}
