/** Finds the route of a URL. */
import { compile } from '../../config/validation/patterns/pattern.js';
import { type ResolvedConfig, type ResolvedRoute, resolveConfig } from '../../config/resolve.js';
import type { RouteMatch } from '../../config/types.js';
import { failure } from '../../shared/errors.js';
import { findConfig } from '../load-config/config-source.js';
import { evaluateConfig } from '../load-config/evaluate.js';

export interface SiteRoutes {
  config: ResolvedConfig;
  /** The first route that matches; undefined if none does. */
  find: (url: URL) => ResolvedRoute | undefined;
}

/** The config of `sw-isr serve` without a config. */
const DEFAULT_CONFIG = { routes: [{ match: '/*', revalidate: '5m' as const }] };

type Test = (url: URL) => boolean;

function testOf(match: RouteMatch): Test {
  if (typeof match === 'function')
    return (url) => {
      try {
        return !!match({ url, request: new Request(url) });
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
  if (match instanceof RegExp) return ({ pathname }) => pathname.search(match) >= 0;
  const pattern = compile(typeof match === 'string' ? { pathname: match } : { ...match });
  return ({ pathname, search }) => {
    const input = { pathname, search: search.slice(1) };
    return pattern.test(input);
  };
}

/** @throws IsrError `invalid-config` or `build-failed`, like a build. */
export async function readRoutes(cwd: string, file: string | undefined): Promise<SiteRoutes> {
  const { config } =
    file === undefined ? { config: DEFAULT_CONFIG } : await evaluateConfig(findConfig(cwd, file), cwd);
  const resolved = resolveConfig(config, 'doctor');
  const tests = resolved.routes.map((route) => ({ route, test: testOf(route.match) }));
  return { config: resolved, find: (url) => tests.find(({ test }) => test(url))?.route };
}
