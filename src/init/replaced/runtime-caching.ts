/** Routes for pages from `runtimeCaching`, the setting of Workbox and Serwist. */
import type * as t from '@babel/types';
import { COMPUTED, type Literal, readLiteral } from '../edit/literal.js';
import { type Module, property } from '../edit/syntax.js';
import type { FoundRoute } from '../types.js';
import { keyOf } from '../edit/syntax.js';
import { nodesOf } from '../edit/walk.js';

/** Files and data, which are no pages. Other sites. */
const NO_PAGE =
  /\\?\.\(?\??:?(?:js|css|png|jpe?g|svg|webp|gif|ico|woff2?|ttf|eot|json|mp[34])|https?:|api\b|_next|_nuxt|fonts?\b|images?\b|static|assets|cdn/i;

/** What each strategy of Workbox means for a page: how long it is fresh, and how long it is shown. */
function lifetimeOf(
  handler: string,
  maxAge: number | undefined,
): Pick<FoundRoute, 'revalidate' | 'expire'> | undefined {
  switch (handler) {
    case 'CacheFirst':
    case 'CacheOnly':
      return { revalidate: maxAge ?? false };
    case 'StaleWhileRevalidate':
      return { revalidate: 1, expire: maxAge };
    case 'NetworkFirst':
      // The server is asked first from the second second on, and the stored page is the fallback.
      return { revalidate: 1, expire: 2 };
    case 'NetworkOnly':
      return { revalidate: 0 };
    default:
      return undefined;
  }
}

const nameOf = (module: Module, node: t.Node | undefined): string => {
  if (node?.type === 'NewExpression' && node.callee.type === 'Identifier') return node.callee.name;
  const value = node ? readLiteral(module, node) : undefined;
  return typeof value === 'string' ? value : '';
};

function maxAgeOf(module: Module, entry: t.Node): number | undefined {
  for (const member of nodesOf([entry], 'ObjectProperty')) {
    if (keyOf(member) !== 'maxAgeSeconds') continue;
    const value = readLiteral(module, member.value);
    if (typeof value === 'number' && value > 0) return value;
  }
  return undefined;
}

/** A pattern that sw-isr can take over. */
function matchOf(value: Literal | typeof COMPUTED | undefined): string | RegExp | undefined {
  if (value instanceof RegExp) {
    if (NO_PAGE.test(value.source) || !value.source.includes('/')) return undefined;
    return new RegExp(value.source, value.flags.replace(/[gy]/g, ''));
  }
  return typeof value === 'string' && value.startsWith('/') && !NO_PAGE.test(value) ? value : undefined;
}

export interface FoundCaching {
  routes: FoundRoute[];
  /** How many entries could not be taken over: functions. */
  left: number;
}

/** Reads every `runtimeCaching` list of a module. */
export function runtimeCaching(module: Module, path: string): FoundCaching {
  const lists = nodesOf(module.body, 'ObjectProperty')
    .filter((node) => keyOf(node) === 'runtimeCaching')
    .flatMap(({ value }) => nodesOf([value], 'ArrayExpression').slice(0, 1));
  const entries = lists.flatMap(({ elements }) => elements.filter((one) => one?.type === 'ObjectExpression'));
  const result: FoundCaching = { routes: [], left: 0 };
  for (const entry of entries) {
    const pattern = property(entry, 'urlPattern') ?? property(entry, 'matcher');
    const value = pattern ? readLiteral(module, pattern) : undefined;
    if (value === COMPUTED) result.left += 1;
    const match = matchOf(value);
    const lifetime = lifetimeOf(nameOf(module, property(entry, 'handler')), maxAgeOf(module, entry));
    if (match !== undefined && lifetime)
      result.routes.push({ match, ...lifetime, from: `runtimeCaching of ${path}` });
  }
  return result;
}

/** The paths that `navigateFallbackDenylist` keeps from the old worker. */
export function denylist(module: Module, path: string): FoundRoute[] {
  return nodesOf(module.body, 'ObjectProperty')
    .filter((node) => keyOf(node) === 'navigateFallbackDenylist')
    .flatMap(({ value }) => {
      const list = readLiteral(module, value);
      return Array.isArray(list) ? list : [];
    })
    .filter((one) => one instanceof RegExp && !/[gy]/.test(one.flags))
    .map((match) => ({ match: match as RegExp, revalidate: 0, from: `navigateFallbackDenylist of ${path}` }));
}
