import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BrowserContext, Page } from 'puppeteer-core';
import { useShop } from '../support/shop.js';
import { until } from '../support/site.js';

const shop = useShop(60);

const countIn = (page: Page): Promise<number> =>
  page.$eval('[data-cart-count]', ({ textContent }) => Number(textContent));

/** Puts a product into the cart from its own page, by the button. */
async function addToCart(page: Page, path: string): Promise<void> {
  await shop.keep(path, page);
  const before = await countIn(page);
  await page.click('[data-add-to-cart] button');
  await page.waitForFunction(() => document.querySelector('.toast')?.textContent.includes('In your cart'));
  await until('the cart is counted', async () => (await countIn(page)) === before + 1);
}

/** The links to the products in the cart. */
const linesOf = (page: Page): Promise<string[]> =>
  page.$$eval('.lines .what > a', (links) => links.map((link) => link.getAttribute('href') ?? ''));

/** Runs with a visitor who was never here before. */
async function asNewVisitor(work: (context: BrowserContext, page: Page) => Promise<void>): Promise<void> {
  const context = await shop.chromium.browser.createBrowserContext();
  try {
    await work(context, await shop.enter(context));
  } finally {
    await context.close();
  }
}

describe('the cart', () => {
  it('is each visitor’s own, though both read the same kept pages', async () => {
    const inStock = [51, 52, 53, 54, 55, 56].filter((id) => (shop.catalogue.find(id)?.stock ?? 0) > 0);
    const [one, two] = inStock.map((id) => `/products/${id}`);
    assert.ok(one && two, 'both are sold out');
    await asNewVisitor(async (_ada, ada) => {
      await asNewVisitor(async (_bob, bob) => {
        await addToCart(ada, one);
        await addToCart(ada, one);
        await addToCart(bob, two);
        assert.deepEqual([await countIn(ada), await countIn(bob)], [2, 1]);
        await shop.visit('/cart', ada);
        await shop.visit('/cart', bob);
        assert.deepEqual([await linesOf(ada), await linesOf(bob)], [[one], [two]]);
        await shop.chromium.screenshot(ada, 'shop-cart');
      });
    });
  });

  it('is never kept: the shop is asked each time, and nothing of it is in the store', async () => {
    const page = await shop.enter();
    shop.log.clear();
    for (const count of [1, 2]) {
      const { cacheStatus, response } = await shop.visit('/cart', page);
      assert.equal(cacheStatus, undefined);
      assert.match(response.headers()['cache-control'] ?? '', /no-store/);
      assert.equal(shop.log.count('/cart'), count);
    }
    // As text, since what is imported here is a file of the site.
    const listed = (await page.evaluate(
      `import('/sw-isr.js').then(async ({ ready }) => (await (await ready).pages()).map(({ url }) => url))`,
    )) as string[];
    assert.ok(listed.length > 0, 'nothing is kept at all');
    assert.ok(!listed.some((url) => url.includes('/cart')), listed.join());
    await page.close();
  });
});
