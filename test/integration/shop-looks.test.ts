/** The shop, as it looks: on wide and narrow screens, by day and by night. Each page leaves a screenshot. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { axeFindings, countShifts, overflowOf, shiftsOf } from '../support/looks.js';
import { useShop } from '../support/shop.js';

const shop = useShop(60);

const SCREENS = [
  ['wide', 'light', 1280, 900],
  ['narrow', 'dark', 390, 844],
] as const;

/** Puts three products in the cart. */
const FILL_CART = `
  for (const product of ['61', '62', '4'])
    await fetch('/cart', { method: 'POST', body: new URLSearchParams({ product, quantity: '1' }) });`;

const PAGES: readonly [what: string, path: string, last?: string][] = [
  ['home', '/'],
  ['listing', '/categories/cups'],
  ['search', '/search?q=oak'],
  ['found-nothing', '/search?q=zzz'],
  ['cart', '/cart'],
  ['checkout', '/checkout'],
  ['orders', '/orders'],
  ['about', '/about'],
  ['not-found', '/nothing-here'],
  ['desk', '/cms', '[data-deployments] strong'],
  ['edit', '/cms/products/61'],
];

describe('the shop, as it looks', () => {
  before(async () => {
    const page = await shop.enter();
    await page.evaluate(`(async () => {${FILL_CART}})()`);
    await page.goto(`${shop.url}/checkout`);
    await Promise.all([
      page.waitForNavigation(),
      page.evaluate(() => {
        for (const [id, value] of [
          ['name', 'Ada'],
          ['street', 'Quay 1'],
          ['town', '1000 Harbour'],
        ] as const)
          document.querySelector<HTMLInputElement>(`#${id}`)?.setAttribute('value', value);
        document.querySelector<HTMLFormElement>('.fields')?.requestSubmit();
      }),
    ]);
    await shop.chromium.screenshot(page, 'shop-ordered');
    await page.evaluate(`(async () => {${FILL_CART}})()`);
    await page.close();
  });

  for (const [name, scheme, width, height] of SCREENS)
    it(`has no sideways scrolling, no layout shift and nothing for axe: ${name}, ${scheme}`, async () => {
      const page = await shop.enter();
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      await countShifts(page);
      const findings: string[] = [];
      const look = async (what: string, isFull = true): Promise<void> => {
        const path = `.cache/screenshots/shop-${what}-${name}.png` as const;
        // A document that has just replaced another has no width until it is laid out.
        await page.waitForFunction(() => document.documentElement.scrollWidth > 0);
        await page.screenshot({ path, fullPage: isFull });
        const found = [...(await axeFindings(page)), ...(await shiftsOf(page))];
        if ((await overflowOf(page)) > 0) found.push('it is too wide');
        findings.push(...found.map((text) => `${what}: ${text}`));
      };
      await lookAtPages(page, look);
      await lookAtTrouble(page, look, `/products/${width}`.slice(0, -1));
      assert.deepEqual(findings, []);
      await page.close();
    });
});

type Look = (what: string, isFull?: boolean) => Promise<void>;

async function lookAtPages(page: Page, look: Look): Promise<void> {
  for (const [what, path, last] of PAGES) {
    await page.goto(shop.url + path);
    for (const part of ['.isr', '[data-cart-count]:not([hidden])', last ?? 'main'])
      await page.waitForSelector(part);
    await look(what);
  }
}

/** The shell, the product behind it, its new price, and what is not there offline. */
async function lookAtTrouble(page: Page, look: Look, path: string): Promise<void> {
  shop.faults.slowBy = 30_000;
  const arriving = page.goto(shop.url + path).catch(() => undefined);
  await page.waitForSelector('.shell-status');
  await look('shell');
  shop.faults.slowBy = 0;
  await page.waitForSelector('[data-price]');
  await arriving;
  await page.waitForSelector('.isr');
  await look('product');
  await page.goto(shop.url + path);
  const { title = '' } = shop.catalogue.find(Number(/\d+/.exec(path))) ?? {};
  await shop.post(`/cms${path}`, { title, price: '88.08', action: 'save', tell: '1' });
  await page.waitForSelector('.toast');
  await look('new-price', false);
  await shop.gone(async () => {
    await page.goto(`${shop.url}/products/599`);
    await page.waitForFunction(() => document.title !== '' && document.querySelector('h1') !== null);
    await look('offline');
  });
}
