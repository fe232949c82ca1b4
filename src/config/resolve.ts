/** From what people write to what the worker reads: defaults filled in, durations in seconds, sizes in bytes. */
import { parseDuration, parseSize } from '../core/duration.js';
import type { Rule } from '../core/rule.js';
import type { IsrConfig, RouteConfig } from './types.js';

export interface ResolvedRoute
  extends Rule, Pick<RouteConfig, 'match' | 'tags' | 'validate' | 'paths' | 'strict'> {
  /** The route's `match` as text: its name in statistics and explanations. */
  readonly name: string;
  readonly includeFetches: boolean;
  /** A path of the site, HTML, or undefined for the built-in page. */
  readonly shell: string | undefined;
}

export interface ResolvedConfig {
  readonly deployment: string;
  readonly routes: readonly ResolvedRoute[];
  readonly offline: string | undefined;
  readonly assets: { match?: RegExp; maxEntries: number; maxAge: number } | undefined;
  readonly limits: { maxEntries: number; maxBytes: number; maxPageBytes: number };
  readonly keepDeployments: number;
  /** Milliseconds. */
  readonly networkTimeout: number;
  readonly ignoreQuery: readonly string[];
  readonly plugins: NonNullable<IsrConfig['plugins']>;
}

/** Resolves one route; `shell` is the config's own, for routes that name none. */
export function resolveRoute(route: RouteConfig, shell?: string): ResolvedRoute {
  const {
    match,
    revalidate = '5m',
    expire = '31d',
    notFoundRevalidate = '60s',
    includeFetches = true,
  } = route;
  return {
    ...route,
    fallback: route.fallback ?? 'blocking',
    audience: route.audience ?? 'everyone',
    includeFetches,
    name: typeof match === 'object' && !(match instanceof RegExp) ? JSON.stringify(match) : String(match),
    shell: route.shell ?? shell,
    revalidate:
      revalidate === false ? Infinity : revalidate === 'origin' ? revalidate : parseDuration(revalidate),
    expire: revalidate === false && route.expire === undefined ? Infinity : parseDuration(expire),
    notFoundRevalidate: parseDuration(notFoundRevalidate),
  };
}

/**
 * Resolves the whole config. It is not validated here: the build has refused what is wrong.
 * @throws RangeError for a duration or size that cannot be read.
 */
export function resolveConfig(config: IsrConfig, deployment: string): ResolvedConfig {
  const { assets = true, limits = {} } = config;
  const kept = assets === true ? {} : assets || undefined;
  return {
    deployment: config.deployment ?? deployment,
    routes: config.routes.map((route) => resolveRoute(route, config.shell)),
    offline: config.offline,
    assets: kept && {
      match: kept.match,
      maxEntries: kept.maxEntries ?? 300,
      maxAge: parseDuration(kept.maxAge ?? '30d'),
    },
    limits: {
      maxEntries: limits.maxEntries ?? 2000,
      maxBytes: parseSize(limits.maxBytes ?? '50MB'),
      maxPageBytes: parseSize(limits.maxPageBytes ?? '5MB'),
    },
    keepDeployments: config.keepDeployments ?? 3,
    networkTimeout: parseDuration(config.networkTimeout ?? '3s') * 1000,
    ignoreQuery: config.ignoreQuery ?? [],
    plugins: config.plugins ?? [],
  };
}
