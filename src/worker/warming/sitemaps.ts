/** Reads a sitemap, or the sitemaps of an index, gzipped or not. */
import type { SitemapPaths } from '../../config/types.js';
import { byPopularity, type WarmPage } from '../../core/cache/warm-queue.js';
import { failure } from '../../shared/errors.js';
import { parseSitemap, type Sitemap, type SitemapPage } from '../../core/http/sitemap.js';
import type { Context } from '../runtime/context.js';
import { readBody } from '../runtime/read-body.js';
import { sleep } from '../runtime/timers.js';
import { isOwn, parseUrl } from '../runtime/url.js';

/** For each file. */
const SITEMAP_TIMEOUT_MS = 15_000;
/** Pages that are matched before the event loop handles visitors' requests. */
const PAGES_PER_TURN = 500;
/** Of a file, also unzipped: the protocol's limit. */
const MAX_BYTES = 52_428_800;
/** Of an index. */
const MAX_FILES = 50;

/** Unzips a `.gz` file: the browser decodes only `Content-Encoding`. */
async function textOf(response: Response): Promise<string> {
  let bytes = await readBody(response, MAX_BYTES, '50 MB');
  const [first, second] = new Uint8Array(bytes);
  if (first === 0x1f && second === 0x8b) {
    const unzipped = new Response(bytes).body?.pipeThrough(new DecompressionStream('gzip'));
    bytes = await readBody(new Response(unzipped), MAX_BYTES, '50 MB');
  }
  return new TextDecoder().decode(bytes);
}

async function read({ fetch }: Context, url: string): Promise<Sitemap> {
  const signal = AbortSignal.timeout(SITEMAP_TIMEOUT_MS);
  try {
    const response = await fetch(new Request(url, { credentials: 'omit', cache: 'no-cache', signal }));
    if (!response.ok) throw new Error(`the origin answered ${response.status}`);
    return parseSitemap(await textOf(response));
  } catch (cause) {
    throw failure('failed', `read "${url}"`, String(cause), 'Its pages are not warmed', cause);
  }
}

/**
 * The `limit` pages of a sitemap with the highest priority. An index is read only until `limit` pages have one priority:
 * on a site that sets no priorities, the order counts.
 * @param toWarmPage returns undefined for a page that is not the route's
 * @throws IsrError if the sitemap can't be read. A failing file of an index is only reported.
 */
export async function sitemapPages(
  context: Context,
  { sitemap, limit = 1000 }: SitemapPaths,
  toWarmPage: (page: SitemapPage, base: string) => WarmPage | undefined,
): Promise<WarmPage[]> {
  const { report } = context;
  const root = new URL(sitemap, location.origin).href;
  let best: WarmPage[] = [];
  let count = 0;
  const add = async ({ pages }: Sitemap, base: string): Promise<void> => {
    count += pages.length;
    const more: WarmPage[] = [];
    for (const [at, entry] of pages.entries()) {
      if (at % PAGES_PER_TURN === PAGES_PER_TURN - 1) await sleep(0);
      const page = toWarmPage(entry, base);
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
  if (count && !best.length)
    report(
      failure(
        'failed',
        `use "${root}"`,
        'none of its pages is on this host and matches the route',
        'Use the host that visitors use',
      ),
    );
  return best;
}
