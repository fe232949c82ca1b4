/** The pages that the worker makes by itself, as they look to axe: on wide and narrow screens, by day and by night. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { axeFindings, overflowOf } from '../support/looks.js';
import { useSite } from '../support/site.js';

const site = useSite(`routes: [
  { match: '/listed/*', fallback: false, paths: ['/listed/one'], strict: true },
  { match: '/a/*', fallback: true },
]`);

const SCREENS = [
  ['light', 1280, 900],
  ['dark', 390, 844],
] as const;

async function findings(page: Page, what: string): Promise<string[]> {
  await site.chromium.screenshot(page, `built-in-${what}`);
  const found = (await axeFindings(page)).map((finding) => `${what}: ${finding}`);
  return (await overflowOf(page)) > 0 ? [...found, `${what} is too wide`] : found;
}

describe('the built-in pages, as they look', () => {
  for (const [scheme, width, height] of SCREENS)
    it(`have nothing for axe and no sideways scrolling: ${scheme}, ${width} px wide`, async () => {
      const page = await site.chromium.newPage();
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      const found: string[] = [];
      const path = `/a/slow-${scheme}`;
      site.origin.page(path);
      const release = site.origin.hold(path);
      const arriving = page.goto(site.origin.url + path).catch(() => undefined);
      await page.waitForSelector('[role=status]');
      found.push(...(await findings(page, `shell-${scheme}`)));
      release();
      await arriving;
      await page.waitForFunction((words) => document.body.innerText.includes(words), {}, path);
      await page.goto(`${site.origin.url}/listed/none`);
      found.push(...(await findings(page, `not-found-${scheme}`)));
      await site.origin.unplugged(async () => {
        await page.goto(`${site.origin.url}/a/never-${scheme}`);
        await page.waitForSelector('h1');
        found.push(...(await findings(page, `offline-${scheme}`)));
      });
      assert.deepEqual(found, []);
      await page.close();
    });
});
