import type { Connection } from './connection.js';
import type { Page } from './page.js';
import { request } from './request.js';

/** Asked for while nobody waits, and a page may be slow to render. */
const ADOPT_TIMEOUT = 60_000;

/** What shows up under these initiators is a style, a script, an image or a font; `css` is what styles ask for. */
const ASSET = /^(css|script|img|link|font) http/;

/**
 * Asks the worker to keep this page and what it consists of. The page on which the worker was first registered came
 * without it, so that a visitor who saw one page only would have nothing to read offline.
 */
export async function adopt(connection: Connection): Promise<void> {
  const options = { timeout: ADOPT_TIMEOUT };
  await Promise.all([
    request(connection, 'prefetch', { urls: [connection.page.location.href] }, options),
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
