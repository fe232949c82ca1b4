/** Resolves a config for the worker: defaults filled in, durations in seconds, sizes in bytes. */
import { parseDuration, parseSize } from './duration.js';
import type { Rule } from '../core/cache/rule.js';
import type { CachePolicy } from '../core/policy/policy.js';
import { routePolicy } from '../core/policy/route/route-policy.js';
import type { AssetsConfig, FeedConfig, IsrConfig, RouteConfig, TakeoverConfig } from './types.js';

export interface ResolvedRoute
  extends
    Rule,
    Pick<RouteConfig, 'match' | 'tags' | 'validate' | 'paths' | 'strict' | 'invalidates' | 'eager'> {
  /** The route's `match` as text: the route's name in statistics and explanations. */
  readonly name: string;
  readonly includeFetches: boolean;
  /** A path of the site, HTML, or undefined for the built-in page. */
  readonly shell: string | undefined;
  readonly policy: CachePolicy;
}

/** Policies other than the route policy, by the value of `revalidate` that selects them. */
export interface Policies {
  readonly origin?: CachePolicy | undefined;
}

export interface ResolvedConfig {
  readonly deployment: string;
  readonly routes: readonly ResolvedRoute[];
  readonly offline: string | undefined;
  readonly assets:
    (Pick<AssetsConfig, 'match' | 'list'> & { maxEntries: number; maxAge: number }) | undefined;
  readonly limits: { maxEntries: number; maxBytes: number; maxPageBytes: number };
  readonly keepDeployments: number;
  readonly warm: IsrConfig['warm'];
  /** `poll` in milliseconds. */
  readonly feed: { url: string; poll: number; events: boolean } | undefined;
  readonly notification: IsrConfig['notification'];
  /** `scopes`: those in the config, and the folders of the scripts, as paths beside the worker's script. */
  readonly takeover: Required<Omit<TakeoverConfig, 'scripts'>> | undefined;
  /** Milliseconds. */
  readonly networkTimeout: number;
  readonly ignoreQuery: readonly string[];
  readonly ignoreWrites: readonly string[];
  readonly plugins: NonNullable<IsrConfig['plugins']>;
}

/** The text of a `match`. Two routes may have the same. */
export const nameOf = (match: RouteConfig['match']): string =>
  typeof match === 'object' && !(match instanceof RegExp) ? JSON.stringify(match) : String(match);

/** Resolves one route. `shell`: the config's shell, for routes that have none. */
function resolveRoute(route: RouteConfig, { origin }: Policies, shell?: string): ResolvedRoute {
  const { match, revalidate = 300, expire, notFoundRevalidate = 60, includeFetches = true } = route;
  const forEver = revalidate === false;
  return {
    ...route,
    fallback: route.fallback ?? 'blocking',
    audience: route.audience ?? 'auto',
    includeFetches,
    name: nameOf(match),
    shell: route.shell ?? shell,
    revalidate: forEver ? Infinity : revalidate === 'origin' ? revalidate : parseDuration(revalidate),
    expire: expire === undefined && forEver ? Infinity : parseDuration(expire ?? 31 * 86_400),
    notFoundRevalidate: parseDuration(notFoundRevalidate),
    policy: (revalidate === 'origin' && origin) || routePolicy,
  };
}

/** Two functions may have the same text. The second gets " #2", because path lists and counts are stored by name. */
const distinct = (routes: ResolvedRoute[]): ResolvedRoute[] =>
  routes.map((route, at) => {
    const count = routes.slice(0, at + 1).filter(({ name }) => name === route.name).length;
    return count > 1 ? { ...route, name: `${route.name} #${count}` } : route;
  });

/**
 * Resolves the whole config, and gives each route its policy. The config is not validated here: the build has done
 * that.
 * @param id the deployment's ID if the config has none
 * @param policies the policies of this worker; a route whose policy is missing gets the route policy
 * @throws RangeError for an invalid duration or size.
 */
export function resolveConfig(config: IsrConfig, id: string, policies: Policies = {}): ResolvedConfig {
  const { deployment = id, routes, shell, offline, assets = true } = config;
  const {
    keepDeployments = 3,
    networkTimeout = 3,
    ignoreQuery = [],
    ignoreWrites = [],
    plugins = [],
    warm = {},
    feed,
    notification,
    takeover,
  } = config;
  const { maxEntries = 2000, maxBytes = 50e6, maxPageBytes = 5e6 } = config.limits ?? {};
  return {
    deployment,
    routes: distinct(routes.map((route) => resolveRoute(route, policies, shell))),
    offline,
    assets: assets ? resolveAssets(assets === true ? {} : assets) : undefined,
    limits: { maxEntries, maxBytes: parseSize(maxBytes), maxPageBytes: parseSize(maxPageBytes) },
    keepDeployments,
    warm,
    feed: feed === undefined ? undefined : resolveFeed(typeof feed === 'string' ? { url: feed } : feed),
    notification,
    takeover: takeover ? resolveTakeover(takeover === true ? {} : takeover) : undefined,
    networkTimeout: parseDuration(networkTimeout) * 1000,
    ignoreQuery,
    ignoreWrites,
    plugins,
  };
}

const resolveFeed = ({ url, poll = 60, events = true }: FeedConfig): ResolvedConfig['feed'] => ({
  url,
  poll: parseDuration(poll) * 1000,
  events,
});

function resolveAssets({
  match,
  list,
  maxEntries = 300,
  maxAge = 30 * 86_400,
}: AssetsConfig): ResolvedConfig['assets'] {
  return { match, list, maxEntries, maxAge: parseDuration(maxAge) };
}

/** A script's default scope is its folder. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

const resolveTakeover = ({
  caches = [],
  scripts = [],
  scopes = [],
}: TakeoverConfig): ResolvedConfig['takeover'] => ({
  caches,
  scopes: [...new Set([...scopes, ...scripts.map(folderOf)])],
});
