import type { Connection } from '../runtime/connection.js';
import { pathOf } from '../runtime/page.js';
import { loadedDocument } from '../runtime/page.js';
import type { Page } from '../runtime/page.js';
import { request } from '../call.js';

/** Nobody waits for a page to be kept, and the origin may be slow to render it. */
export const KEEP_TIMEOUT_MS = 60_000;

/** Initiators of styles, scripts, images and fonts; `css` is the one of files that styles ask for. */
const ASSET = /^(css|script|img|link|font) http/;

/**
 * Asks the worker to keep this page and its assets, which did not come through it: on the first visit there was no
 * worker yet, and a visitor who saw one page only would have nothing to read offline.
 * @param replace whether the visitor forced a reload past the worker: this page takes the stored one's place (rule 38)
 */
export async function cacheCurrentPage(connection: Connection, replace: boolean): Promise<void> {
  const { location } = connection.page;
  const options = { timeout: KEEP_TIMEOUT_MS };
  const { path, size } = loadedDocument(connection.page) ?? {};
  const page = { url: location.href, replace, size: path === pathOf(location) ? size : undefined };
  await Promise.all([
    request(connection, 'keepPage', page, options),
    request(connection, 'keepAssets', { urls: loadedAssets(connection.page) }, options),
  ]);
}

/** The assets that this page has loaded. */
function loadedAssets(page: Page): string[] {
  const entries = page.performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return entries
    .filter(({ initiatorType, name }) => ASSET.test(`${initiatorType} ${name}`))
    .map(({ name }) => name);
}
