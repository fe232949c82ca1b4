/** Looks into the hot tier from a page, and takes the database away from the worker. */
import type { Page } from 'puppeteer-core';

/** Whether the tier has the facts, and a copy of this page. */
export const isHot = (page: Page, path: string): Promise<boolean> =>
  page.evaluate(async (suffix) => {
    if (!(await caches.has('sw-isr-hot'))) return false;
    const urls = (await (await caches.open('sw-isr-hot')).keys()).map(({ url }) => decodeURIComponent(url));
    return urls.some((url) => url.endsWith('?facts')) && urls.some((url) => url.endsWith(suffix));
  }, path);

/**
 * Keeps later openings of the database waiting, for as long as the page is open: a deletion waits for the page's own
 * connection. The database is gone when the page is closed.
 */
export const holdDatabase = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const opening = indexedDB.open('sw-isr');
    await new Promise((resolve) => (opening.onsuccess = resolve));
    Object.assign(globalThis, { held: opening.result });
    indexedDB.deleteDatabase('sw-isr');
  });
