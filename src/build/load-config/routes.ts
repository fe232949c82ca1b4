/** Finds the route of a URL, as a worker does. */
import { type ResolvedConfig, type ResolvedRoute, resolveConfig } from '../../config/resolve.js';
import { compileMatch, type Matcher, type Params } from '../../config/match.js';
import { Pattern } from '../../config/validation/patterns/pattern.js';
import { originPolicy } from '../../core/policy/origin/origin-policy.js';
import { failure } from '../../shared/errors.js';
import { findConfig } from './config-source.js';
import { evaluateConfig } from './evaluate.js';

export interface FoundRoute {
  route: ResolvedRoute;
  /** From 0, in the config's order. */
  index: number;
  params: Params;
}

export interface SiteRoutes {
  config: ResolvedConfig;
  /** The first route that matches; undefined if none does. */
  find: (url: URL) => ResolvedRoute | undefined;
  /** The same with its index and params. */
  match: (url: URL) => FoundRoute | undefined;
}

/** The config of `sw-isr serve` without a config. */
const DEFAULT_CONFIG = { routes: [{ match: '/*', revalidate: '5m' as const }] };

/** Calls a route's `match` as the worker would for a plain GET. */
function paramsFor(matcher: Matcher, url: URL): Params | undefined {
  try {
    return matcher(url, new Request(url));
  } catch (cause) {
    throw failure(
      'invalid-config',
      `match "${url.pathname}"`,
      `the function of its route throws: ${String(cause)}`,
      'Correct it',
      cause,
    );
  }
}

/** The routes of a config that was read. */
export function routesOf(config: ResolvedConfig): SiteRoutes {
  const matchers = config.routes.map((route) => compileMatch(route.match, Pattern));
  const match = (url: URL): FoundRoute | undefined => {
    for (const [index, route] of config.routes.entries()) {
      const matcher = matchers[index];
      const params = matcher && paramsFor(matcher, url);
      if (params) return { route, index, params };
    }
    return undefined;
  };
  return { config, match, find: (url) => match(url)?.route };
}

/** @throws IsrError `invalid-config` or `build-failed`, like a build. */
export async function readRoutes(cwd: string, file: string | undefined): Promise<SiteRoutes> {
  const { config } =
    file === undefined ? { config: DEFAULT_CONFIG } : await evaluateConfig(findConfig(cwd, file), cwd);
  return routesOf(resolveConfig(config, 'doctor'));
}

/** In place of the ID that the build computes, where neither the config nor the caller names one. */
export const UNKNOWN_DEPLOYMENT = '{deployment}';

/**
 * The routes of the project's config, with the policies that its worker has.
 * @throws IsrError `invalid-config` or `build-failed`, like a build.
 */
export async function readProjectRoutes(
  cwd: string,
  file: string | undefined,
  deployment = UNKNOWN_DEPLOYMENT,
): Promise<SiteRoutes> {
  const { config } = await evaluateConfig(findConfig(cwd, file), cwd);
  return routesOf(resolveConfig(config, deployment, { origin: originPolicy }));
}
