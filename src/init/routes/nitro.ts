/** `routeRules` of `nuxt.config` and of Nitro. */
import { isRecord, type Literal, readLiteral } from '../edit/literal.js';
import { configOf, type Module, property } from '../edit/syntax.js';
import type { FoundRoute } from '../types.js';
import { pathOfGlob } from './paths.js';

/** Data, and files of the build: sw-isr stores pages. */
const NO_PAGE = /^\/(?:api|_nuxt|_ipx|_ipx|_vercel|__\w+)(?:\/|$)|\.\w{2,5}$/;

/** Of one rule, what concerns the cache. Undefined: it says nothing of it. */
function lifetimeOf(rule: Record<string, Literal>): Pick<FoundRoute, 'revalidate' | 'expire'> | undefined {
  if ('redirect' in rule || 'proxy' in rule) return undefined;
  const cache = isRecord(rule.cache) ? rule.cache : {};
  const seconds = [
    rule.swr,
    rule.isr,
    cache.maxAge,
    isRecord(rule.isr) ? rule.isr.expiration : undefined,
  ].find((value) => typeof value === 'number');
  if (typeof seconds === 'number') {
    const stale =
      typeof cache.staleMaxAge === 'number' && cache.staleMaxAge > 0 ? cache.staleMaxAge : undefined;
    return seconds > 0 && stale !== undefined
      ? { revalidate: seconds, expire: seconds + stale }
      : { revalidate: seconds };
  }
  if ([rule.swr, rule.isr, rule.cache].includes(false)) return { revalidate: 0 };
  // `swr: true` and `isr: true` name no time.
  if (rule.swr === true || rule.isr === true || 'cache' in rule) return {};
  return rule.prerender === true ? { revalidate: '1h' } : undefined;
}

export function nitroRoutes(module: Module, path: string): FoundRoute[] {
  const config = configOf(module);
  if (!config) return [];
  const nitro = property(config, 'nitro');
  const places = [config, ...(nitro?.type === 'ObjectExpression' ? [nitro] : [])];
  return places.flatMap((place) => {
    const node = property(place, 'routeRules');
    const rules = node ? readLiteral(module, node) : undefined;
    if (!isRecord(rules)) return [];
    return Object.entries(rules).flatMap(([glob, rule]) => {
      const lifetime = isRecord(rule) && !NO_PAGE.test(glob) ? lifetimeOf(rule) : undefined;
      return lifetime
        ? [{ match: pathOfGlob(glob), ...lifetime, from: `routeRules of ${path}: '${glob}'` }]
        : [];
    });
  });
}
