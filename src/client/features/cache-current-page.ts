import type { Connection } from '../runtime/connection.js';
import { pathOf } from '../runtime/page.js';
import { loadedDocument } from '../runtime/page.js';
import type { Page } from '../runtime/page.js';
import { request } from '../call.js';

/** Long, because no caller waits for a page to be stored, and the origin may render it slowly. */
export const KEEP_TIMEOUT_MS = 60_000;

/** Milliseconds within which the worker gets an answer in the background. */
const MAX_WAIT_MS = 25_000;

/** Initiators of styles, scripts, images and fonts. `css`: files that a style sheet loads. */
const ASSET = /^(css|script|img|link|font) http/;

/**
 * Asks the worker to store this page and its assets, which it has not seen: on the first visit there was no worker yet.
 * Without this, a visitor of a single page could read nothing offline.
 * @param replace whether the visitor forced a reload past the worker: this page replaces the stored one (rule 38)
 */
export async function cacheCurrentPage(connection: Connection, replace: boolean): Promise<void> {
  const { location } = connection.page;
  const options = { timeout: KEEP_TIMEOUT_MS };
  const { path, size, waited = 0 } = loadedDocument(connection.page) ?? {};
  const page = { url: location.href, replace, size: path === pathOf(location) ? size : undefined };
  await Promise.all([
    // The worker gives up sooner: a slower page would be asked for once more, in vain.
    waited < MAX_WAIT_MS && request(connection, 'keepPage', page, options),
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
