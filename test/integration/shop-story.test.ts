/** The shop's story in every engine: a price, an order, and deployments 123 and 345. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { enterShop, startShop, type RunningShop } from '../support/shop.js';
import { until } from '../support/site.js';
import { openTab, type Tab } from '../support/situations/tab.js';
import { command, untilServed } from '../support/situations/worker-line.js';

const SHOW_IT = '.toast button:not(.close)';
/** The product whose name has a typo. */
const TYPO = 4;

let shop: RunningShop | undefined;
before(async () => {
  shop = await startShop({ revalidate: 600 });
});
after(() => shop?.close());

const open = (): RunningShop => {
  if (!shop) throw new Error('Failed to use "shop": it is not open. Use it inside a test.');
  return shop;
};

/** Saves a product at the desk, and tells the browsers. */
async function save(id: number, change: Partial<Record<'title' | 'price', string>>): Promise<void> {
  const { title = '', price = 0 } = open().catalogue.find(id) ?? {};
  const form = { title, price: (price / 100).toFixed(2), action: 'save', tell: '1', ...change };
  assert.match(await open().post(`/cms/products/${id}`, form), /Saved, and the browsers told/);
}

const products = (): number[] => Array.from({ length: 40 }, (_, n) => n + 50);
/** A product of which there is more than one. */
const inStock = (): number => products().find((id) => (open().catalogue.find(id)?.stock ?? 0) > 3) ?? 0;

/** Fills in the fields of the page's form, and sends it. */
const send = (form: string, values: Record<string, string>): string => `
  const form = document.querySelector(${JSON.stringify(form)});
  for (const [name, value] of Object.entries(${JSON.stringify(values)})) form.elements[name].value = value;
  form.requestSubmit();`;
const ADDRESS = { name: 'Ada', street: 'Quay 1', town: '1000 Harbour' };

/** Puts a product in the cart by the button on its page. */
async function addToCart(tab: Tab, id: number): Promise<void> {
  await tab.go(`/products/${id}`, 'Add to cart');
  await tab.run(send('[data-add-to-cart]', {}));
  await tab.sees('In your cart.');
}

for (const { name, launch } of engines)
  describe(`the shop in ${name}`, () => {
    let engine: Engine | undefined;
    let tab: Tab;
    before(async () => {
      engine = await launch();
      tab = openTab(engine, open().url);
      await open().post('/cms/again', {});
      await enterShop(engine, open().url);
    });
    after(() => engine?.close());

    const keep = async (path: string, words: string): Promise<void> => {
      await tab.go(path, words);
      await untilServed(tab, open().url + path);
    };
    const heading = (): Promise<string> => tab.run(`return document.querySelector('h1').textContent`);

    it('offers a new price on the open page, and shows it at the press of a button', async () => {
      const { price = 0 } = open().catalogue.find(7) ?? {};
      const euros = price === 8_808 ? '99.09' : '88.08';
      await keep('/products/7', 'About it');
      await save(7, { price: euros });
      await tab.sees(`The price has changed: €${euros}`);
      assert.equal(
        await tab.run(`return document.querySelector('[data-price]').dataset.price`),
        String(price),
        'the page was changed under the reader’s eyes',
      );
      await tab.click(SHOW_IT, `€${euros}`);
      assert.equal(await tab.run(`return document.querySelector('.toast')`), null);
    });

    // Before any order: what a visitor writes makes the worker ask once more whose pages the stored ones are.
    it('plays 123 with its typo, mended, 345, and back: at once, and nothing is lost', async () => {
      const path = `/products/${TYPO}`;
      await keep(path, 'Smshng');
      await open().post('/cms/typo', {});
      await tab.sees('A newer version is ready');
      await tab.click(SHOW_IT, 'Smashing');
      await untilServed(tab, open().url + path);

      await open().post('/cms/deployment', { id: '345' });
      await tab.sees('Deployment 345 is online');
      assert.match(await heading(), /^Smashing/, 'the page was changed under the reader’s eyes');
      await tab.click(SHOW_IT, '€NaN');
      assert.equal(await heading(), 'undefined');

      await open().post('/cms/deployment', { id: '123' });
      await tab.sees('Deployment 123 is online');
      open().log.clear();
      const { timing, text } = await tab.click(SHOW_IT, 'Smashing');
      assert.equal(timing, 'fresh');
      assert.doesNotMatch(text, /Smshng|undefined|NaN/);
      assert.equal(open().log.count(path), 0, 'the shop was asked for a page that was there');
    });

    it('shows an order at once, among the orders and in the stock, and keeps it for offline', async () => {
      const id = inStock();
      const { stock = 0 } = open().catalogue.find(id) ?? {};
      await keep(`/products/${id}`, `In stock: ${stock}`);
      await addToCart(tab, id);
      await until('the worker knows the visitor', () =>
        tab.run<boolean>(`return localStorage.getItem('fennmark-visitor') !== null`),
      );
      await keep('/orders', 'Nothing ordered yet');
      await tab.go('/cart', 'Summary');
      await tab.click('a[href="/checkout"]', 'Where shall it go?');
      const { text, place } = await tab.act(send('.fields', ADDRESS), 'Your orders');
      assert.match(place, /^\/orders#order-\d+$/);
      assert.match(text, /Thank you – your order has reached us\.[^]*To Ada, Quay 1, 1000 Harbour/);
      await tab.go(`/products/${id}`, `In stock: ${stock - 1}`);
      await keep('/orders', 'To Ada');
      open().faults.hangUp = true;
      try {
        assert.doesNotMatch((await tab.go('/orders', 'To Ada')).text, /Thank you/);
      } finally {
        open().faults.hangUp = false;
      }
    });

    it('asks the shop for each search', async () => {
      open().log.clear();
      for (const times of [1, 2]) {
        assert.equal((await tab.go('/search?q=oak', 'found')).timing, null);
        assert.equal(open().log.count('/search?q=oak'), times);
      }
    });

    // Two visitors at once need two tabs that are both seen, which Chromium has.
    if (name === 'Chromium')
      it('shows what the shop shows without a worker', async () => {
        const [served, bare] = await Promise.all([engine?.openAnother?.(), engine?.openAnother?.()]);
        assert.ok(served && bare?.page);
        try {
          await withoutWorker(bare.page);
          await enterShop(served, open().url);
          await compareWalks(openTab(served, open().url), openTab(bare, open().url));
        } finally {
          await served.close();
          await bare.close();
        }
      });
  });

/** Lets the page have neither a worker nor its client. */
async function withoutWorker(page: Page): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const done = /\/sw(-isr)?\.js$/.test(request.url()) ? request.abort() : request.continue();
    done.catch(() => undefined);
  });
}

/** What may differ: times, numbers of orders, and the sign that says where the page came from. */
const SEEN = `
  const page = document.body.cloneNode(true);
  for (const own of page.querySelectorAll('.isr, .toasts, time, .rendered, script')) own.remove();
  return [document.title, location.pathname + location.search, page.textContent.replace(/\\s+/g, ' ')]
    .join('\\n').replace(/Order \\d+/g, 'Order');`;

type Step = (tab: Tab) => Promise<unknown>;

/** Plays the same visit in both tabs, step by step, and compares what they show. The second look is at the stored pages. */
async function compareWalks(worker: Tab, bare: Tab): Promise<void> {
  const id = inStock();
  const show =
    (path: string, words: string): Step =>
    (tab) =>
      tab.go(path, words);
  /** Once, and then the worker has heard of it. */
  const putOnline =
    (id: string): Step =>
    async (tab) => {
      if (tab !== worker) return;
      await open().post('/cms/deployment', { id });
      await until(`${id} is heard of`, async () => (await command(tab, 'deployments', {}))[0]?.id === id);
    };
  const visit: Step[] = [
    show('/', 'The shelves'),
    show('/categories/lamps', 'Table lamps'),
    show('/categories/lamps?sort=price&stock=1', 'Table lamps'),
    show(`/products/${id}`, 'About it'),
    show(`/products/${TYPO}`, 'Smashing'),
    show('/search?q=moon', 'found'),
    show('/products/9999', 'This shelf is empty'),
    show('/about', 'About us'),
    show('/orders', 'Your orders'),
    show('/cart', 'Your cart'),
  ];
  const order: Step[] = [
    (tab) => addToCart(tab, id),
    show('/cart', 'Summary'),
    (tab) => tab.act(send('.lines form', { quantity: '2' }), 'Summary'),
    show('/checkout', 'Where shall it go?'),
    (tab) => tab.act(send('.fields', { ...ADDRESS, town: ' ' }), 'The town is missing.'),
    (tab) => tab.act(send('.fields', ADDRESS), 'Thank you'),
  ];
  const bad = [
    putOnline('345'),
    show(`/products/${TYPO}`, '€NaN'),
    putOnline('123'),
    show(`/products/${TYPO}`, 'Smashing'),
  ];
  for (const [number, step] of [...visit, ...visit, ...order, ...visit, ...visit, ...bad].entries()) {
    await step(worker);
    await step(bare);
    const told = `step ${number}`;
    await until(
      `${told} shows the same`,
      async () => (await worker.run(SEEN)) === (await bare.run(SEEN)),
      5,
    ).catch(async () => assert.equal(await worker.run(SEEN), await bare.run(SEEN), told));
  }
}
