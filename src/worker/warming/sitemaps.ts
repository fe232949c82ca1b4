/** Reads a route's sitemap: the file, or the files that it names in turn, zipped or not. */
import type { SitemapPaths } from '../../config/types.js';
import { byPopularity, type WarmPage } from '../../core/cache/warm-queue.js';
import { failure } from '../../shared/errors.js';
import { parseSitemap, type Sitemap, type SitemapPage } from '../../core/http/sitemap.js';
import type { Context } from '../runtime/context.js';
import { sleep } from '../runtime/timers.js';
import { isOwn, parseUrl } from '../runtime/url.js';

/** Milliseconds that one file may take. */
const SITEMAP_TIMEOUT_MS = 15_000;
/** How many pages are looked at before visitors have their turn. */
const PAGES_PER_TURN = 500;
/** How many files of an index are read. */
const MAX_FILES = 50;

/** A `.gz` file is not unzipped by the browser, as what is encoded for the way is. */
async function textOf(response: Response): Promise<string> {
  const bytes = await response.arrayBuffer();
  const [first, second] = new Uint8Array(bytes);
  const zipped = first === 0x1f && second === 0x8b;
  const { body } = new Response(bytes);
  return new Response(zipped ? body?.pipeThrough(new DecompressionStream('gzip')) : body).text();
}

async function read({ fetch }: Context, url: string): Promise<Sitemap> {
  const signal = AbortSignal.timeout(SITEMAP_TIMEOUT_MS);
  try {
    const response = await fetch(new Request(url, { credentials: 'omit', cache: 'no-cache', signal }));
    if (!response.ok) throw new Error(`the origin answered ${response.status}`);
    return parseSitemap(await textOf(response));
  } catch (cause) {
    throw failure('failed', `read "${url}"`, String(cause), 'What it names is not generated ahead', cause);
  }
}

/**
 * The best pages of a sitemap, at most `limit`. An index is read no further once there are so many of one priority:
 * where a site sets none, its order says what counts.
 * @param own makes a page of what may be one of the route's
 * @throws IsrError where the sitemap can't be read; one of several is but reported
 */
export async function sitemapPages(
  context: Context,
  { sitemap, limit = 1000 }: SitemapPaths,
  own: (page: SitemapPage, base: string) => WarmPage | undefined,
): Promise<WarmPage[]> {
  const { report } = context;
  const root = new URL(sitemap, location.origin).href;
  let best: WarmPage[] = [];
  let named = 0;
  const add = async ({ pages }: Sitemap, base: string): Promise<void> => {
    named += pages.length;
    const more: WarmPage[] = [];
    for (const [at, given] of pages.entries()) {
      // A visitor's request is not to wait for all of a long file.
      if (at % PAGES_PER_TURN === PAGES_PER_TURN - 1) await sleep(0);
      const page = own(given, base);
      if (page) more.push(page);
    }
    best = byPopularity([...best, ...more], new Map()).slice(0, limit);
  };
  const { sitemaps, ...first } = await read(context, root);
  await add({ sitemaps, ...first }, root);
  for (const loc of sitemaps.slice(0, MAX_FILES)) {
    if (best.length >= limit && best[0]?.priority === best.at(-1)?.priority) break;
    const url = parseUrl(loc, root);
    if (!url || !isOwn(url)) continue;
    const file = await read(context, url.href).catch(report);
    if (file) await add(file, url.href);
  }
  if (named && !best.length)
    report(
      failure(
        'failed',
        `use "${root}"`,
        'none of its pages is one of the route and of this host',
        'Name them by the host that visitors use',
      ),
    );
  return best;
}
