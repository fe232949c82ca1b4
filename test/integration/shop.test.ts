import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { grownStale, press, priceOn, tellNobody, useShop } from '../support/shop.js';
import { until } from '../support/site.js';

/** Products are fresh for long enough for a shopkeeper to change a price meanwhile. */
const shop = useShop(8);

/** Changes a price at the shop desk, as a shopkeeper does who tells nobody. */
const changePrice = (id: number, euros: string): Promise<void> =>
  shop.atDesk(id, async (desk) => {
    await desk.click('input[name=price]', { count: 3 });
    await desk.type('input[name=price]', euros);
    await tellNobody(desk);
    assert.match(await press(desk, 'button[value=save]'), /^Saved/);
  });

describe('the price of a product, of which nobody is told', () => {
  it('changes at the desk: the old one, the old one once more, then the new one', async () => {
    const page = await shop.enter();
    const before = await shop.keep('/products/7', page);
    const old = await priceOn(page);
    assert.equal(old, shop.catalogue.find(7)?.price);

    await changePrice(7, '1234.56');
    const fresh = await shop.visit('/products/7', page);
    assert.equal(fresh.timing, 'fresh');
    assert.equal(fresh.body, before.body);
    assert.equal(shop.log.count('/products/7'), 0, 'the shop was asked for a fresh page');

    await grownStale(fresh);
    const stale = await shop.visit('/products/7', page);
    assert.deepEqual([stale.timing, stale.body], ['stale', before.body]);
    assert.equal(await priceOn(page), old);
    await until('the page is refreshed', () => shop.log.count('/products/7') === 1);

    await until('the new price is there', async () => {
      await shop.visit('/products/7', page);
      return (await priceOn(page)) === 123_456;
    });
    assert.equal(shop.log.count('/products/7'), 1, 'it was refreshed once');
    await page.close();
  });

  it('that is open says that there is a newer one, and shows it at the press of a button', async () => {
    const page = await shop.enter();
    const kept = await shop.keep('/products/8', page);
    await changePrice(8, '88.08');
    await grownStale(kept);
    await shop.visit('/products/8', page);
    assert.notEqual(await priceOn(page), 8_808, 'the page was changed under the reader’s eyes');
    const button = await page.waitForSelector('.toast button:not(.close)', { timeout: 10_000 });
    assert.match(
      await page.$eval('.toast', ({ textContent }) => textContent),
      /The price has changed: €88\.08/,
    );
    await shop.chromium.screenshot(page, 'shop-updated');
    await Promise.all([page.waitForNavigation(), button?.click()]);
    assert.equal(await priceOn(page), 8_808);
    await page.close();
  });
});
