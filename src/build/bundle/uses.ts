/** What a config uses, as constants for the bundler: what it does not use is not in its worker. */
import { nameOf } from '../../config/resolve.js';
import type { IsrConfig } from '../../config/types.js';

/** Whether some duration or size is written with a unit. */
const hasUnits = ({ routes, assets, limits, networkTimeout }: IsrConfig): boolean =>
  [
    networkTimeout,
    typeof assets === 'object' && assets.maxAge,
    limits?.maxBytes,
    limits?.maxPageBytes,
    ...routes.flatMap(({ revalidate, expire, notFoundRevalidate }) => [
      revalidate,
      expire,
      notFoundRevalidate,
    ]),
  ].some((given) => typeof given === 'string' && given !== 'origin');

/** Whether some `match` reads like another: functions do, and the RegExp `/a/` like the path. */
const hasTwins = ({ routes }: IsrConfig): boolean =>
  new Set(routes.map(({ match }) => nameOf(match))).size < routes.length;

/** The names are declared in `src/uses.d.ts`. */
export function usesDefines(config: IsrConfig): Record<string, string> {
  const { routes, shell, offline, assets, warm, plugins = [] } = config;
  const shelled = routes.filter(({ fallback }) => fallback === true);
  const uses = {
    ISR_SHELLS: shelled.length > 0,
    ISR_BUILT_IN_SHELL: shell === undefined && shelled.some((route) => route.shell === undefined),
    ISR_BUILT_IN_OFFLINE: offline === undefined,
    ISR_PATHS: routes.some(({ fallback }) => fallback === false),
    ISR_WARM: routes.some(
      ({ paths, fallback }) => paths && (warm !== false || (fallback === false && !Array.isArray(paths))),
    ),
    ISR_SITEMAPS: routes.some(({ paths }) => typeof paths === 'object' && 'sitemap' in paths),
    ISR_STRICT: routes.some(({ strict }) => strict),
    ISR_USERS: routes.some(({ audience }) => audience === 'user'),
    ISR_ORIGIN: routes.some(({ revalidate }) => revalidate === 'origin'),
    ISR_FUNCTIONS: hasTwins(config) || routes.some(({ match }) => typeof match === 'function'),
    ISR_REGEXPS: routes.some(({ match }) => match instanceof RegExp),
    ISR_UNITS: hasUnits(config),
    ISR_ASSETS: assets !== false,
    ISR_LIST: typeof assets === 'object' && assets.list !== undefined,
    ISR_PLUGINS: plugins.length > 0,
  };
  return Object.fromEntries(Object.entries(uses).map(([name, used]) => [`globalThis.${name}`, String(used)]));
}
