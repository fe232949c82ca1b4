/** Pictures and tracking pixels of other sites. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [{ match: '/a/*', revalidate: '1h' }]`);

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
const IMAGE = { 'Content-Type': 'image/svg+xml' };
const PICTURES = ['/one.svg', '/two.svg', '/three.svg', '/sized.svg?w=300'];

/** Tracking pixels, as they are asked for at each view. */
const PIXELS = (origin: string): string => `<script>
  for (const path of ['/pixel', '/beacon'])
    new Image().src = '${origin}' + path + '?r=' + Math.random();
</script>`;

describe('a page with pictures of another site, and with tracking pixels', () => {
  let other: Origin;
  before(async () => {
    other = await startOrigin();
    for (const path of PICTURES) other.page(path.replace(/\?.*/, ''), { body: SVG, headers: IMAGE });
    for (const path of ['/pixel', '/beacon'])
      other.page(path, { body: SVG, headers: { ...IMAGE, 'Cache-Control': 'no-store' } });
    const images = PICTURES.map((path) => `<img src="${other.url}${path}" alt="">`).join('');
    site.origin.page('/a/pictures', { body: html(images, { head: PIXELS(other.url) }) });
  });
  after(() => other.close());

  const view = async (page: Page): Promise<void> => {
    await page.goto(`${site.origin.url}/a/pictures`, { waitUntil: 'load' });
  };
  const kept = (page: Page): Promise<string[]> =>
    page.evaluate(async () => {
      const paths: string[] = [];
      for (const name of (await caches.keys()).filter((name) => name !== 'sw-isr-hot'))
        for (const { url } of await (await caches.open(name)).keys())
          paths.push(new URL(url).pathname + new URL(url).search);
      return paths;
    });
  const widths = (page: Page): Promise<number[]> =>
    page.evaluate(() => [...document.images].map(({ naturalWidth }) => naturalWidth));

  it('has its pictures offline after 34 views, and each pixel was asked for once a view', async () => {
    const page = await site.chromium.newPage();
    for (let count = 0; count < 34; count++) await view(page);
    await until('the pictures are kept', async () => {
      const there = await kept(page);
      return PICTURES.every((path) => there.includes(path));
    });
    // What is done behind a page has ended by then.
    await sleep(3_000);
    for (const path of ['/pixel', '/beacon']) assert.equal(other.requests(path).length, 34, path);
    assert.equal((await kept(page)).length, PICTURES.length);
    await Promise.all([site.origin.unplug(), other.unplug()]);
    try {
      await view(page);
      assert.deepEqual(await widths(page), [9, 9, 9, 9]);
    } finally {
      await Promise.all([site.origin.plug(), other.plug()]);
      await page.close();
    }
  });
});
