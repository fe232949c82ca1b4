/** What several of the core's tests build on. */
import type { PageEntry } from '../../src/core/cache/entry.js';
import type { RequestContext } from '../../src/core/policy/decision.js';
import type { PolicyRule } from '../../src/core/policy/decide.js';
import { routePolicy } from '../../src/core/policy/route/route-policy.js';

/** The defaults that a route with nothing but a `match` gets. */
export const aRule = (given: Partial<PolicyRule> = {}): PolicyRule => ({
  policy: routePolicy,
  revalidate: 300,
  expire: 31 * 86_400,
  fallback: 'blocking',
  audience: 'everyone',
  reload: 'serve',
  notFoundRevalidate: 60,
  sharedMaxAge: false,
  pinned: false,
  data: false,
  ...given,
});

/** Some moment; tests count from it. */
export const NOW = 1_790_000_000_000;

/** A page that was generated at `NOW`: fresh for 60 s, served for an hour. */
export const aPage = (given: Partial<PageEntry> = {}): PageEntry => ({
  kind: 'page',
  key: 'd\n\nhttps://shop.test/',
  scope: 'd\n',
  url: 'https://shop.test/',
  status: 200,
  headers: [],
  requestedAt: NOW,
  fence: 0,
  initialAge: 0,
  revalidate: 60,
  expire: 3600,
  tags: [],
  hash: '',
  title: '',
  failures: 0,
  retryAt: 0,
  rank: -NOW,
  size: 100,
  usedAt: NOW,
  priority: 0,
  ...given,
});

/** The headers given, without those that are undefined. */
export const headers = (given: Record<string, string | undefined> = {}): Headers =>
  new Headers(Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined));

/** A navigation online, unless something else is said. */
export const anAsked = (given: Partial<RequestContext> = {}): RequestContext => ({
  intent: 'navigation',
  reload: false,
  history: false,
  online: true,
  fromItself: false,
  listed: false,
  ...given,
});
