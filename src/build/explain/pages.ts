/** Lists the pages that the worker of a config fetches ahead: its `paths`, in the order in which it fetches them. */
import { resolve } from 'node:path';
import { byPopularity } from '../../core/cache/warm-queue.js';
import { failure } from '../../shared/errors.js';
import { readProjectRoutes, type SiteRoutes } from '../load-config/routes.js';
import { type DescribedPage, describePage } from './describe.js';
import { kindOf, readPaths, type Reading, type SourceKind } from './sources.js';

export interface PagesOptions {
  /** The running site, whose sitemaps are read. Lists in the config need none. */
  origin?: string;
  /** The path of the config. @default the `isr.config.ts`, `.mts`, `.js` or `.mjs` of `cwd` */
  config?: string;
  /** The deployment in the keys, if the config names none. @default '{deployment}' */
  deployment?: string;
  /** How many pages are listed at most. @default all */
  limit?: number;
  /** The maximum time for one sitemap, or one function, in milliseconds. @default 15000 */
  timeout?: number;
  /** The folder for relative paths. @default process.cwd() */
  cwd?: string;
  /** Called with each sitemap before it is requested. */
  onFile?: (url: string) => void;
}

export interface ListedPage extends DescribedPage {
  /** From 0 to 1, by the sitemap. */
  priority: number;
}

/** The `paths` of one route. */
export interface PagesSource {
  route: string;
  kind: SourceKind;
  /** The pages that were found, and that the route takes. */
  pages: number;
  /** Why they can't be read. */
  problem: string | null;
}

export interface PagesResult {
  origin: string | null;
  /** The pages, the first to be fetched first. */
  pages: ListedPage[];
  /** How many pages there are, those beyond `limit` too. */
  total: number;
  /** How many of them are fetched ahead: at most `limits.maxEntries`, and none with `warm: false`. */
  warmed: number;
  sources: PagesSource[];
}

const DEFAULT_ORIGIN = 'https://site.example';

function readOrigin(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (URL.canParse(given) && /^https?:/.test(given)) return new URL(given).origin;
  throw failure('bad-request', `read the origin "${given}"`, 'it is not a URL', 'Write https://HOST');
}

/** The pages of one route. Pages of other sites and other routes are dropped. */
async function pagesOfRoute(
  routes: SiteRoutes,
  route: SiteRoutes['config']['routes'][number],
  reading: Reading,
): Promise<{ pages: ListedPage[]; source: PagesSource }> {
  const base = reading.origin ?? DEFAULT_ORIGIN;
  const source: PagesSource = { route: route.name, kind: kindOf(route), pages: 0, problem: null };
  try {
    const listed = await readPaths(route, base, reading);
    const pages = listed.flatMap(({ url, priority }): ListedPage[] => {
      const found = new URL(url).origin === base ? routes.match(new URL(url)) : undefined;
      return found?.route === route ? [{ ...describePage(routes, found, url), priority }] : [];
    });
    const { paths } = route;
    const limit = typeof paths === 'object' && 'sitemap' in paths ? (paths.limit ?? 1000) : Infinity;
    const best = byUrl(pages).slice(0, limit);
    return { pages: best, source: { ...source, pages: best.length } };
  } catch (error) {
    return {
      pages: [],
      source: { ...source, problem: error instanceof Error ? error.message : String(error) },
    };
  }
}

const byUrl = (pages: readonly ListedPage[]): ListedPage[] =>
  byPopularity(pages, new Map()) as unknown as ListedPage[];

/** Lists the pages of routes that were read. */
export async function pagesOf(routes: SiteRoutes, options: PagesOptions): Promise<PagesResult> {
  const { limit = Infinity, timeout = 15_000, onFile } = options;
  const origin = readOrigin(options.origin);
  const read = [];
  for (const route of routes.config.routes.filter(({ paths, revalidate }) => paths && revalidate !== 0))
    read.push(await pagesOfRoute(routes, route, { origin, timeout, onFile }));
  const pages = byUrl(read.flatMap((one) => one.pages));
  const { warm, limits } = routes.config;
  return {
    origin: origin ?? null,
    pages: pages.slice(0, limit),
    total: pages.length,
    warmed: warm === false ? 0 : Math.min(pages.length, limits.maxEntries),
    sources: read.map(({ source }) => source),
  };
}

/**
 * Lists the pages that the config's worker fetches ahead (`paths`), each with its route, key, lifetime and tags. Only
 * sitemaps are requested, and what a function requests itself. A source that can't be read is named in `sources`.
 * @throws IsrError `bad-request` for an origin that is none, and the errors of `build` for a config.
 * @example const { pages } = await listPages({ origin: 'https://shop.example' });
 */
export async function listPages(options: PagesOptions = {}): Promise<PagesResult> {
  const { cwd = process.cwd(), config, deployment } = options;
  return pagesOf(await readProjectRoutes(resolve(cwd), config, deployment), options);
}
