/** The demo shop without a browser: its webhooks, its orders, and what it refuses. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';

const ORIGIN = 'http://shop.example';
const TYPO = 4;

interface Product {
  id: number;
  title: string;
  price: number;
  stock: number;
}

interface Shop {
  fetch: (request: Request) => Response | Promise<Response>;
  catalogue: { find(id: number): Product | null; update(id: number, change: Omit<Product, 'id'>): void };
  close(): Promise<void>;
}

/** As the demo ships it: bundled into this test it would not find what lies beside it. */
const { createShop } = (await import(pathToFileURL(resolve('demo/shop.mjs')).href)) as {
  createShop: (options: { database: string; products: number; renderDelay: number }) => Shop;
};

const folders: string[] = [];
const shops: Shop[] = [];
function openShop(database = ':memory:'): Shop {
  const shop = createShop({ database, products: 60, renderDelay: 0 });
  shops.push(shop);
  return shop;
}
after(async () => {
  await Promise.allSettled(shops.map((shop) => shop.close()));
  for (const folder of folders) await rm(folder, { recursive: true });
});

let shop: Shop;
let cookie = '';
beforeEach(() => {
  shop = openShop();
  cookie = '';
});

const get = async (path: string, at = shop): Promise<Response> =>
  at.fetch(new Request(ORIGIN + path, { headers: { Cookie: cookie } }));
const read = async (path: string): Promise<string> => (await get(path)).text();

/** Sends a form, as a browser with its cookies does. */
async function post(path: string, form: Record<string, string>, at = shop): Promise<Response> {
  const headers = { Origin: ORIGIN, Cookie: cookie };
  const body = new URLSearchParams(form);
  const response = await at.fetch(new Request(ORIGIN + path, { method: 'POST', headers, body }));
  cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
  return response;
}

interface FeedEvent {
  deployment?: string;
  tags?: string[];
  mode?: string;
}

/** All that the feed has said, a line each. */
async function events(at = shop): Promise<string[]> {
  const response = await get('/_isr/feed?offset=-1', at);
  return ((await response.json()) as FeedEvent[]).map(
    ({ deployment, tags = [], mode = 'soft' }) => deployment ?? `${tags.join()} ${mode}`,
  );
}

describe('the feed of the shop', () => {
  it('says what the desk saves, and nothing of what nobody is to be told', async () => {
    const first = await events();
    assert.deepEqual(first, ['123']);
    const form = { title: 'Lamp', price: '12.34', stock: '5', action: 'save' };
    await post('/cms/products/7', form);
    assert.deepEqual(await events(), first);
    const { headers } = await post('/cms/products/7', { ...form, tell: '1' });
    assert.equal(headers.get('location'), '/cms/products/7?done=saved-told');
    await post('/cms/products/8', { action: 'delete', tell: '1' });
    assert.deepEqual(await events(), ['123', 'product:7 soft', 'product:8 hard']);
  });

  it('takes no webhook of anybody else', async () => {
    const body = JSON.stringify({ tags: ['product:7'] });
    const time = String(Math.floor(Date.now() / 1000));
    const signed = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': time,
      'webhook-signature': 'v1,bm90aGluZw==',
    };
    const bearer = { Authorization: 'Bearer whsec_bm90aGluZw==' };
    for (const headers of [{}, signed, bearer] as Record<string, string>[]) {
      const init = { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } };
      const { status } = await shop.fetch(new Request(`${ORIGIN}/_isr/feed`, init));
      assert.equal(status, 401);
    }
    assert.equal((await events()).length, 1);
  });

  it('names the tag of a product on each page that shows it', async () => {
    const tags = async (path: string) => (await get(path)).headers.get('cache-tag')?.split(', ') ?? [];
    const [first = ''] = (await tags('/')).filter((tag) => tag.startsWith('product:'));
    const { title = '' } = shop.catalogue.find(Number(first.slice('product:'.length))) ?? {};
    assert.ok((await read('/')).includes(title.split(', ')[0] ?? '?'));
    assert.ok((await tags(`/products/${TYPO}`)).includes(`product:${TYPO}`));
  });
});

describe('the deployments of the shop', () => {
  it('are switched at the desk, told to the feed, and named by each page', async () => {
    const tag = async () => (await get(`/products/${TYPO}`)).headers.get('etag');
    const good = await tag();
    await post('/cms/typo', {});
    await post('/cms/deployment', { id: '345' });
    const bad = await get(`/products/${TYPO}`);
    assert.equal(bad.headers.get('isr-deployment'), '345');
    assert.match(await bad.text(), /<h1>undefined<\/h1>/);
    assert.notEqual(bad.headers.get('etag'), good);
    await post('/cms/deployment', { id: '123' });
    assert.match(await read(`/products/${TYPO}`), /<h1>Smashing /);
    assert.deepEqual(await events(), ['123', `product:${TYPO} soft`, '345', '123']);
  });

  it('that are not there are refused', async () => {
    assert.equal((await post('/cms/deployment', { id: '9' })).status, 400);
    assert.equal((await get('/')).headers.get('isr-deployment'), '123');
  });

  it('begin with 123 again when the shop does, which the feed says to browsers that saw 345', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sw-isr-shop-'));
    folders.push(folder);
    const before = openShop(join(folder, 'shop.sqlite'));
    await post('/cms/deployment', { id: '345' }, before);
    await before.close();
    const again = openShop(join(folder, 'shop.sqlite'));
    assert.equal((await get('/', again)).headers.get('isr-deployment'), '123');
    assert.deepEqual(await events(again), ['123', '345', '123']);
  });
});

describe('an order', () => {
  const ADDRESS = { name: 'Ada', street: 'Quay 1', town: '1000 Harbour' };
  const stockOf = (id: number): number => shop.catalogue.find(id)?.stock ?? NaN;
  const formIn = async (): Promise<string> =>
    /name="form" value="([^"]+)"/.exec(await read('/checkout'))?.[1] ?? '';
  beforeEach(() => {
    const product = shop.catalogue.find(7);
    if (product) shop.catalogue.update(7, { ...product, stock: 5 });
  });

  it('takes goods from the stock, empties the cart, and tells the feed', async () => {
    await post('/cart', { product: '7', quantity: '2' });
    const { status, headers } = await post('/checkout', { form: await formIn(), ...ADDRESS });
    assert.deepEqual([status, headers.get('location')], [303, '/orders#order-1']);
    assert.match(await read('/orders'), /To Ada, Quay 1, 1000 Harbour/);
    assert.match(await read('/cart'), /It is still empty/);
    assert.equal(stockOf(7), 3);
    assert.deepEqual(await events(), ['123', 'product:7 soft']);
  });

  it('is placed once by a form that is sent twice', async () => {
    await post('/cart', { product: '7', quantity: '1' });
    const form = await formIn();
    await post('/checkout', { form, ...ADDRESS });
    await post('/cart', { product: '7', quantity: '1' });
    const { headers } = await post('/checkout', { form, ...ADDRESS });
    assert.equal(headers.get('location'), '/orders#order-1');
    assert.equal(stockOf(7), 4);
    assert.match(await read('/cart'), /Summary/);
  });

  it('that lacks an address, or is beyond the stock, changes nothing and says why', async () => {
    await post('/cart', { product: '7', quantity: '9' });
    const refused = await post('/checkout', { form: await formIn(), ...ADDRESS, town: '  ' });
    const text = await refused.text();
    assert.equal(refused.status, 400);
    assert.match(text, /The town is missing\./);
    assert.match(text, /there are only 5 left\./);
    assert.match(text, /value="Quay 1"/, 'what was typed is gone');
    assert.equal(stockOf(7), 5);
    assert.match(await read('/orders'), /Nothing ordered yet/);
  });

  it('is seen by nobody else', async () => {
    await post('/cart', { product: '7', quantity: '1' });
    await post('/checkout', { form: await formIn(), ...ADDRESS });
    assert.match((await get('/orders')).headers.get('cache-control') ?? '', /private/);
    cookie = '';
    assert.match(await read('/orders'), /Nothing ordered yet/);
    assert.equal((await get('/checkout')).headers.get('location'), '/cart');
  });
});
