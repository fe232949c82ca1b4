/** Finds the route of a URL, as a worker does. */
import { type ResolvedConfig, type ResolvedRoute, resolveConfig } from '../../config/resolve.js';
import type { RouteMatch } from '../../config/types.js';
import { compile } from '../../config/validation/patterns/pattern.js';
import { normalEscapes } from '../../core/cache/key.js';
import { originPolicy } from '../../core/policy/origin/origin-policy.js';
import { failure } from '../../shared/errors.js';
import { findConfig } from './config-source.js';
import { evaluateConfig } from './evaluate.js';

export type Params = Record<string, string>;

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

type Test = (url: URL) => Params | undefined;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Drops the groups that took no part in the match. */
const paramsOf = (groups: Record<string, string | undefined> = {}): Params =>
  Object.fromEntries(
    Object.entries(groups).flatMap(([name, text]) => (text === undefined ? [] : [[name, decoded(text)]])),
  );

function testOf(match: RouteMatch): Test {
  if (typeof match === 'function')
    return (url) => {
      try {
        const matched = match({ url, request: new Request(url) });
        return matched === true ? {} : matched || undefined;
      } catch (cause) {
        throw failure(
          'invalid-config',
          `match "${url.pathname}"`,
          `the function of its route throws: ${String(cause)}`,
          'Correct it',
          cause,
        );
      }
    };
  if (match instanceof RegExp)
    return ({ pathname }) => {
      const found = pathname.match(match);
      return found ? paramsOf(found.groups) : undefined;
    };
  const init = typeof match === 'string' ? { pathname: match } : { ...match };
  const parts = Object.entries<string>(init).map(([part, text]) => [part, normalEscapes(text)]);
  const pattern = compile(Object.fromEntries(parts) as Record<string, string>);
  return ({ pathname, search }) => {
    const found = pattern.exec({ pathname, search: search.slice(1) });
    return found ? paramsOf({ ...found.search.groups, ...found.pathname.groups }) : undefined;
  };
}

/** The routes of a config that was read. */
export function routesOf(config: ResolvedConfig): SiteRoutes {
  const tests = config.routes.map((route) => testOf(route.match));
  const match = (given: URL): FoundRoute | undefined => {
    const url = new URL(normalEscapes(given.href));
    for (const [index, route] of config.routes.entries()) {
      const params = tests[index]?.(url);
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
