/** What a tab shows while it loads: the loading shell is seen by its title, before the page's. */
import type { Page } from 'puppeteer-core';
import { until } from './site.js';

/** The title now; nothing while one document is being replaced by the next. */
export const titleOf = (page: Page): Promise<string> => page.evaluate(() => document.title).catch(() => '');

/** The status of the answer that this page came from. */
export const statusOf = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation');
    return (entry as PerformanceNavigationTiming).responseStatus;
  });

/**
 * Navigates a tab and tells the titles that it showed, in order, until the last is the one wanted.
 * @param seen is called, once, when there is a title
 */
export async function watchTitles(
  page: Page,
  url: string,
  last: string,
  seen?: () => unknown,
): Promise<string[]> {
  const titles: string[] = [];
  const arrived = page.goto(url).catch(() => undefined);
  await until(`${url} shows "${last}"`, async () => {
    const title = await titleOf(page);
    if (title !== '' && title !== titles.at(-1) && titles.push(title) === 1) await seen?.();
    return title === last;
  });
  await arrived;
  // The title is there before the rest of the page.
  await page.waitForFunction(() => document.readyState === 'complete');
  return titles;
}
