import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { grownStale, press, priceOn, tellNobody, useShop } from '../support/shop.js';
import { until } from '../support/site.js';
import { statusOf, titleOf } from '../support/watch.js';

const shop = useShop(2);
const DELETE = 'button[value=delete]';

describe('a product whose shop is in trouble', () => {
  after(() => {
    Object.assign(shop.faults, { answer500: false, hangUp: false, slowBy: 0 });
  });

  for (const [id, trouble] of [
    [21, 'answer500'],
    [22, 'hangUp'],
  ] as const) {
    it(`stays as it was: ${trouble}`, async () => {
      const page = await shop.enter();
      const kept = await shop.keep(`/products/${id}`, page);
      await grownStale(kept);
      shop.faults[trouble] = true;
      for (let visits = 0; visits < 3; visits++) {
        const { status, body, cacheStatus } = await shop.visit(`/products/${id}`, page);
        assert.deepEqual([status, body, cacheStatus?.hit], [200, kept.body, true]);
        await sleep(500);
      }
      await until('the shop is asked', () => shop.log.count(`/products/${id}`) > 0);
      shop.faults[trouble] = false;
      await page.close();
    });
  }

  it('stays as it was, with its looks: the shop is gone', async () => {
    const page = await shop.enter();
    const kept = await shop.keep('/products/23', page);
    await grownStale(kept);
    await shop.gone(async () => {
      const { status, body } = await shop.visit('/products/23', page);
      assert.deepEqual([status, body], [200, kept.body]);
      assert.ok(await page.$eval('.product img', (image) => image.naturalWidth > 0));
      assert.ok(
        await page.evaluate(() => [...document.styleSheets].some(({ cssRules }) => cssRules.length > 0)),
      );
      await shop.chromium.screenshot(page, 'shop-gone');
    });
    await page.close();
  });
});

/** Opens a page of a shop that does not answer before the page's shell was seen. */
async function openThroughShell(page: Page, path: string): Promise<void> {
  shop.faults.slowBy = 30_000;
  const arriving = page.goto(shop.url + path).catch(() => undefined);
  await until('the shell is there', async () => /^Loading/.test(await titleOf(page)));
  assert.ok(await page.evaluate(() => document.body.innerText.includes('Fetching this product')));
  shop.faults.slowBy = 0;
  await arriving;
}

describe('a product that nobody has opened', () => {
  after(() => {
    shop.faults.slowBy = 0;
  });

  it('shows its shell at once, then itself, as one entry of the history', async () => {
    const page = await shop.enter();
    const entries = await page.evaluate(() => history.length);
    await openThroughShell(page, '/products/31');
    await page.waitForSelector('[data-price]');
    assert.equal(await priceOn(page), shop.catalogue.find(31)?.price);
    assert.equal(await page.evaluate(() => history.length), entries + 1);
    assert.equal(shop.log.count('/products/31'), 1);
    assert.equal((await shop.visit('/products/31', page)).cacheStatus?.hit, true);
    await page.close();
  });

  it('is a 404 when it is gone, and leaves no shell behind', async () => {
    const page = await shop.enter();
    await shop.atDesk(32, async (desk) => assert.match(await press(desk, DELETE), /^Deleted/));
    await openThroughShell(page, '/products/32');
    await until('the page is there', async () => /This shelf is empty/.test(await titleOf(page)));
    assert.equal(await statusOf(page), 404);
    assert.equal(await page.$('.shell-status'), null);
    const again = await shop.visit('/products/32', page);
    assert.equal(again.status, 404);
    assert.ok(!again.body.includes('Fetching this product'), 'the shell was stored');
    await page.close();
  });
});

describe('a product that is deleted, of which nobody is told', () => {
  it('is shown once more, and is a 404 from then on', async () => {
    const page = await shop.enter();
    const kept = await shop.keep('/products/41', page);
    await shop.atDesk(41, async (desk) => {
      await tellNobody(desk);
      assert.match(await press(desk, DELETE), /^Deleted/);
    });
    await grownStale(kept);
    assert.equal((await shop.visit('/products/41', page)).status, 200);
    await until('it is a 404', async () => (await shop.visit('/products/41', page)).status === 404);
    assert.match(await titleOf(page), /This shelf is empty/);
    await page.close();
  });
});
