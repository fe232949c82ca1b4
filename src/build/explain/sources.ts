/** Reads the `paths` of a route: a list, a function, or a sitemap. */
import { gunzipSync } from 'node:zlib';
import { parseSitemap, type Sitemap } from '../../core/http/sitemap.js';
import type { ResolvedRoute } from '../../config/resolve.js';

export interface ListedPath {
  url: string;
  priority: number;
}

/** The default priority of sitemaps. */
const DEFAULT_PRIORITY = 0.5;
/** The number of files of an index that are read. */
const MAX_FILES = 50;
const MAX_BYTES = 50_000_000;

export interface Reading {
  origin: string | undefined;
  /** Milliseconds for one file, or for a function. */
  timeout: number;
  onFile?: ((url: string) => void) | undefined;
}

async function readSitemap(url: string, { timeout, onFile }: Reading): Promise<Sitemap> {
  onFile?.(url);
  const response = await fetch(url, { signal: AbortSignal.timeout(timeout) });
  if (!response.ok) throw new Error(`${url} is answered with ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return parseSitemap(
    (isZipped ? gunzipSync(bytes, { maxOutputLength: MAX_BYTES }) : bytes).toString('utf8'),
  );
}

const listedIn = ({ pages }: Sitemap, base: string): ListedPath[] =>
  pages
    .filter(({ loc }) => URL.canParse(loc, base))
    .map(({ loc, priority }) => ({ url: new URL(loc, base).href, priority }));

async function readSitemaps(path: string, origin: string, reading: Reading): Promise<ListedPath[]> {
  const root = new URL(path, origin).href;
  const first = await readSitemap(root, reading);
  const found = listedIn(first, root);
  for (const loc of first.sitemaps.slice(0, MAX_FILES)) {
    if (!URL.canParse(loc, root)) continue;
    const { href, origin: itsOrigin } = new URL(loc, root);
    if (itsOrigin === origin) found.push(...listedIn(await readSitemap(href, reading), href));
  }
  return found;
}

async function callPaths(paths: () => unknown, timeout: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the function did not answer in ${timeout} ms`)), timeout);
  });
  return Promise.race([Promise.resolve().then(paths), late]).finally(() => clearTimeout(timer));
}

const fromList = (list: unknown, base: string): ListedPath[] => {
  if (!Array.isArray(list) || !list.every((path) => typeof path === 'string'))
    throw new Error('the function returned no array of strings');
  return list
    .filter((path) => URL.canParse(path, base))
    .map((path) => ({ url: new URL(path, base).href, priority: DEFAULT_PRIORITY }));
};

export type SourceKind = 'list' | 'function' | 'sitemap';

export const kindOf = ({ paths }: ResolvedRoute): SourceKind =>
  Array.isArray(paths) ? 'list' : typeof paths === 'function' ? 'function' : 'sitemap';

/** @throws Error with the reason if they can't be read. */
export async function readPaths(
  { paths }: ResolvedRoute,
  base: string,
  reading: Reading,
): Promise<ListedPath[]> {
  if (paths === undefined) return [];
  if (Array.isArray(paths)) return fromList(paths, base);
  if (typeof paths === 'function') return fromList(await callPaths(paths, reading.timeout), base);
  if (reading.origin === undefined) throw new Error('a sitemap needs the site: name its origin');
  const found = await readSitemaps(paths.sitemap, reading.origin, reading);
  const sorted = found.sort((a, b) => b.priority - a.priority);
  return sorted;
}
