/** Candidate pages: the home page, its links, the config's own paths, the sitemap. */
import { gunzipSync } from 'node:zlib';
import type { ResolvedConfig } from '../../../config/resolve.js';
import { isHtml } from '../../../core/http/html.js';
import { parseSitemap, type Sitemap } from '../../../core/http/sitemap.js';
import type { Asker } from '../asking/asker.js';
import type { Asked } from '../asking/http.js';
import { linksOf } from './links.js';

/** How many sitemaps of a sitemap index are read. */
const MAX_SITEMAPS = 2;
/** Maximum size of an unzipped sitemap. */
const MAX_SITEMAP_BYTES = 5_000_000;

function sitemapIn(asked: Asked): Sitemap | undefined {
  if (asked.kind === 'none' || asked.status !== 200 || isHtml(asked.headers.get('content-type')))
    return undefined;
  const bytes = Buffer.from(asked.text, 'latin1');
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    const text = isZipped ? gunzipSync(bytes, { maxOutputLength: MAX_SITEMAP_BYTES }) : bytes;
    return parseSitemap(text.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Path and query of a URL of this site; undefined for other sites. */
function ownPath(given: string, origin: string): string | undefined {
  if (!URL.canParse(given, origin)) return undefined;
  const url = new URL(given, origin);
  return url.origin === origin ? url.pathname + url.search : undefined;
}

async function sitemapPaths(asker: Asker, sitemap: string): Promise<string[]> {
  const read = async (path: string) => sitemapIn(await asker.fetchAnonymous(new URL(path, asker.origin)));
  const own = (urls: readonly string[]) =>
    urls.map((url) => ownPath(url, asker.origin)).filter((path) => path !== undefined);
  const { pages = [], sitemaps = [] } = (await read(sitemap)) ?? {};
  const files = [pages];
  for (const path of own(sitemaps).slice(0, MAX_SITEMAPS)) files.push((await read(path))?.pages ?? []);
  return own(files.flat().map(({ loc }) => loc));
}

/** Paths of the site, the most useful first. @param home the response for `/` */
export async function findCandidates(
  asker: Asker,
  home: Asked,
  { routes }: ResolvedConfig,
): Promise<string[]> {
  const page = new URL('/', asker.origin);
  const listed = routes.flatMap(({ paths }) => (Array.isArray(paths) ? paths : []));
  const sitemaps = routes.flatMap(({ paths }) =>
    typeof paths === 'object' && 'sitemap' in paths ? [ownPath(paths.sitemap, asker.origin)] : [],
  );
  const isPage = home.kind === 'answer' && isHtml(home.headers.get('content-type'));
  const links = isPage ? linksOf(Buffer.from(home.text, 'latin1').toString('utf8'), page) : [];
  const known = new Set(['/sitemap.xml', ...sitemaps.filter((path) => path !== undefined)]);
  const found: string[] = [];
  for (const sitemap of known) found.push(...(await sitemapPaths(asker, sitemap)));
  const own = listed.map((path) => ownPath(path, asker.origin)).filter((path) => path !== undefined);
  return ['/', ...links, ...own, ...found];
}
