/** The shop gets its favourites ready before anybody asks for them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { until } from '../support/site.js';
import { useShop } from '../support/shop.js';

const AHEAD = 60;
const shop = useShop(60, AHEAD);

describe('the favourites of the shop', () => {
  it('are generated ahead, which a slim bar shows, and open from the browser', async () => {
    const page = await shop.enter();
    await page.waitForSelector('.ahead[aria-valuenow]', { visible: true });
    await shop.chromium.screenshot(page, 'shop-ahead');
    await page.waitForSelector('.ahead[data-done]', { timeout: 30_000 });
    const best = [...(await (await fetch(`${shop.url}/sitemap.xml`)).text()).matchAll(/<loc>([^<]+)/g)].map(
      ([, loc]) => new URL(loc ?? '').pathname,
    );
    for (const path of best.slice(0, AHEAD)) assert.equal(shop.log.count(path), 1, path);
    assert.equal(shop.log.count(best[AHEAD] ?? ''), 0);
    await until('the best one comes from the store', async () => {
      const visit = await shop.visit(best[0] ?? '', page);
      return visit.cacheStatus?.hit === true;
    });
    await page.waitForSelector('.isr');
    assert.equal(await page.$('.ahead'), null, 'what is there already needs no bar');
  });
});
