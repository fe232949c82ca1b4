/** Explains how the worker of a config would answer a URL that no visitor has stored yet. */
import { resolve } from 'node:path';
import { normalEscapes } from '../../core/cache/key.js';
import { isPartialUrl, pageOfDataUrl } from '../../core/http/request-kind.js';
import { decide } from '../../core/policy/decide.js';
import { NOT_TAKEN, REASONS } from '../../core/policy/reasons.js';
import { failure } from '../../shared/errors.js';
import type { Explanation } from '../../shared/results.js';
import { type FoundRoute, readProjectRoutes, type SiteRoutes } from '../load-config/routes.js';
import { AUDIENCES, dataLine, lifetimeLine, listLine, matchLine, queryLines } from './sentences.js';
import { type DescribedPage, describePage, invalidatesOf, urlFor } from './describe.js';

export interface ExplainOptions {
  /** A URL of the site, or a path. */
  url: string;
  /** The site to which a path belongs, and whose pages alone the worker answers. @default 'https://site.example' */
  origin?: string;
  /** The path of the config. @default the `isr.config.ts`, `.mts`, `.js` or `.mjs` of `cwd` */
  config?: string;
  /** The deployment in the key, if the config names none. @default '{deployment}' */
  deployment?: string;
  /** The folder for relative paths. @default process.cwd() */
  cwd?: string;
}

/** What `isr.explain()` tells in a page, for a page that is not stored; and what the route says of it. */
export interface ExplainResult extends Explanation {
  /** `miss`: the route stores the page. `none`: the network answers. */
  state: 'miss' | 'none';
  /** The `match` of the first route that matches, even if it stores nothing. */
  match: string | null;
  /** The place of that route in the config, from 0. */
  index: number | null;
  params: Record<string, string>;
  revalidate: DescribedPage['revalidate'];
  expire: DescribedPage['expire'];
  tags: string[];
  /** The tags that a write to this URL invalidates. */
  invalidates: string[];
  audience: 'auto' | 'everyone' | 'user' | null;
  /** The names of query parameters: those that select a page, and those that are left out. */
  query: { kept: string[]; dropped: string[] };
  /** The page of a framework's data request. */
  page: string | null;
}

const DEFAULT_ORIGIN = 'https://site.example';

function readUrl({ url: given, origin = DEFAULT_ORIGIN }: ExplainOptions): URL {
  const url = URL.canParse(given, origin) ? new URL(given, origin) : undefined;
  const isPage = url && /^https?:$/.test(url.protocol);
  if (isPage && given) return url;
  const remedy = 'Write a path such as /products/1, or a URL such as https://shop.example/products/1';
  throw failure('bad-request', `read the URL "${given}"`, 'it is not a URL of a page', remedy);
}

/** Whether a list of paths names the page, as the worker does it (rule 11); undefined if the list is read later. */
function isListed(routes: SiteRoutes, found: FoundRoute, url: string): boolean | undefined {
  const { paths } = found.route;
  if (paths === undefined) return false;
  if (!Array.isArray(paths)) return undefined;
  const { pathname, search } = new URL(url);
  return paths.some((path) => {
    const listed = new URL(urlFor(routes, found, new URL(path, url).href));
    const isSame = normalEscapes(listed.pathname) === pathname;
    return isSame && (!listed.search || listed.search === search);
  });
}

const namesIn = (url: string): string[] => [...new Set(new URL(url).searchParams.keys())];

const nothing = (url: URL): ExplainResult => ({
  url: url.href,
  route: null,
  key: null,
  state: 'none',
  why: [],
  match: null,
  index: null,
  params: {},
  revalidate: null,
  expire: null,
  tags: [],
  invalidates: [],
  audience: null,
  query: { kept: [], dropped: [] },
  page: isPartialUrl(url) ? (pageOfDataUrl(url) ?? null) : null,
});

function explainTaken(routes: SiteRoutes, found: FoundRoute, given: URL): ExplainResult {
  const { route } = found;
  const page = describePage(routes, found, given.href);
  const listed = isListed(routes, found, page.url);
  const context = {
    intent: 'navigation',
    reload: false,
    history: false,
    online: true,
    fromItself: false,
  } as const;
  const decision = decide(route, {}, { ...context, listed }, 0);
  const kept = namesIn(page.url);
  const query = { kept, dropped: namesIn(given.href).filter((name) => !kept.includes(name)) };
  const base = nothing(given);
  // The page of a user has a key only where the user is known.
  const key = route.audience === 'user' ? null : page.key;
  const isStored = decision.do === 'fetch' || decision.do === 'shell';
  return {
    ...base,
    ...page,
    key: isStored ? key : null,
    state: isStored ? 'miss' : 'none',
    match: route.name,
    index: found.index,
    params: found.params,
    invalidates: invalidatesOf(found, page.url),
    audience: route.audience,
    query,
    why: [
      REASONS[decision.do],
      matchLine(routes, found),
      ...(isStored
        ? [lifetimeLine(page), ...(route.policy.isShared ? [AUDIENCES[route.audience]] : [])]
        : []),
      ...queryLines(query),
      ...listLine(found, listed),
      ...(base.page === null ? [] : [dataLine(base.page)]),
    ],
  };
}

/** Explains a URL by routes that were read. */
export function explainUrl(routes: SiteRoutes, options: ExplainOptions): ExplainResult {
  const url = readUrl(options);
  const base = nothing(url);
  const data = base.page === null ? [] : [dataLine(base.page)];
  const isForeign = options.origin !== undefined && new URL(options.origin).origin !== url.origin;
  if (isForeign) return { ...base, why: [NOT_TAKEN, `The worker answers pages of ${options.origin} alone.`] };
  if (url.username || url.password)
    return { ...base, why: [NOT_TAKEN, 'It holds a user name or a password.'] };
  url.hash = '';
  const found = routes.match(url);
  if (!found) return { ...base, why: [NOT_TAKEN, ...data] };
  if (found.route.revalidate !== 0) return explainTaken(routes, found, url);
  const { index, params, route } = found;
  return {
    ...base,
    match: route.name,
    index,
    params,
    revalidate: 0,
    invalidates: invalidatesOf(found, url.href),
    why: [NOT_TAKEN, matchLine(routes, found), ...data],
  };
}

/**
 * Explains a URL by the config, as `isr.explain()` does in a page: the route that takes it, its key, lifetime and tags,
 * and the reasons in sentences. Nothing is requested.
 * @throws IsrError `bad-request` if it is no URL, and the errors of `build` for a config.
 * @example console.log((await explain({ url: '/products/1' })).why.join('\n'));
 */
export async function explain(options: ExplainOptions): Promise<ExplainResult> {
  const { cwd = process.cwd(), config, deployment, origin } = options;
  if (origin !== undefined && !URL.canParse(origin))
    throw failure('bad-request', `read the origin "${origin}"`, 'it is not a URL', 'Write https://HOST');
  return explainUrl(await readProjectRoutes(resolve(cwd), config, deployment), options);
}
