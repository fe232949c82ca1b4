import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { PageInfo } from '../../src/shared/messages.js';
import { html } from '../support/html.js';
import { eventsOf, inPage, NOTING_CLIENT } from '../support/page-client.js';
import { until, useSite } from '../support/site.js';

/** Keeps the client from holding the database open, which remembers how much room it was told of as long as it is. */
const RELEASED = '<script>Object.defineProperty(globalThis, "indexedDB", { value: undefined })</script>';
const PUBLIC = Array.from({ length: 8 }, (_, index) => `/a/${index}`);

const site = useSite(
  `routes: [
    { match: '/mine/*', revalidate: 60, audience: 'user' },
    { match: '/a/*', revalidate: 600 },
  ]`,
  (origin) => {
    origin.page('/a/home', { body: html('Home', { head: RELEASED + NOTING_CLIENT }) });
    for (const path of PUBLIC) origin.page(path, { body: html(path) });
    origin.handle('/mine/page', (request, response) => {
      const user = /user=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(html(`Only for ${user ?? 'nobody'}`));
    });
  },
);

let page: Page;

const usage = (): Promise<number> =>
  page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);

const cookie = (user: string): Promise<unknown> =>
  page.evaluate((name) => (document.cookie = `user=${name}; path=/`), user);

/** Ada is logged in and her page is stored, as are public ones; then the disk is full: no write of a byte is left. */
async function adaOnAFullDisk(): Promise<void> {
  await cookie('ada');
  await inPage(page, `await isr.setUser('ada');`);
  assert.equal((await site.store('/mine/page')).body, html('Only for ada'));
  for (const path of PUBLIC) await site.store(path);
  await site.chromium.overrideQuota(site.origin, (await usage()) - 1000);
  const refused = await page.evaluate(async () => {
    const cache = await caches.open('a test');
    return cache
      .put('/', new Response('x'.repeat(2000)))
      .then(String, (error: unknown) => (error as Error).name);
  });
  assert.equal(refused, 'QuotaExceededError');
}

/** Nobody is given Ada's page: bob online and offline, and not by a worker that starts anew. */
async function assertAdaIsForgotten(): Promise<void> {
  await cookie('bob');
  for (const worker of ['running', 'started anew']) {
    if (worker !== 'running') await site.chromium.stopWorkers();
    assert.equal((await site.visit('/mine/page')).body, html('Only for bob'), `the worker is ${worker}`);
    await site.origin.unplugged(async () => {
      const { status, body } = await site.visit('/mine/page');
      assert.ok(!body.includes('ada'), body);
      assert.equal(status, 503, `the worker is ${worker}`);
    });
  }
}

const paths = async (): Promise<string[]> => {
  const listed = await inPage<PageInfo[]>(page, 'return isr.pages({ limit: 1000 });');
  return listed.map(({ url }) => new URL(url).pathname).sort();
};

describe('a full disk (rules 25 and 33)', () => {
  before(async () => {
    page = await site.open('/a/home');
  });
  beforeEach(() => site.chromium.overrideQuota(site.origin));
  after(() => page.close());

  it('clearUser() resolves, and the next user is not given the former’s pages', async () => {
    await adaOnAFullDisk();
    await inPage(page, 'await isr.clearUser();');
    await assertAdaIsForgotten();
    await site.chromium.overrideQuota(site.origin);
    await inPage(page, `await isr.setUser('ada');`);
    await site.origin.unplugged(async () => {
      assert.equal((await site.visit('/mine/page')).status, 503, 'the page was not wiped');
    });
  });

  it('setUser() resolves, and the next user is not given the former’s pages', async () => {
    await adaOnAFullDisk();
    await inPage(page, `await isr.setUser('bob');`);
    await assertAdaIsForgotten();
  });

  it('clear() wipes all pages', async () => {
    await adaOnAFullDisk();
    await inPage(page, 'await isr.clear();');
    assert.deepEqual(await paths(), []);
  });

  it('a page that can’t be stored costs some others their place, and another such page none', async () => {
    await adaOnAFullDisk();
    const before = await paths();
    const refusals = async (): Promise<number> =>
      (await eventsOf(page)).filter(({ type, detail }) => type === 'error' && detail.code === 'storage')
        .length;
    let expected = await refusals();
    const left: string[][] = [];
    for (const path of ['/a/new-1', '/a/new-2', '/a/new-3']) {
      site.origin.page(path);
      assert.equal((await site.visit(path)).body, html(path));
      // The page, and that it was asked for.
      expected += 2;
      await until('both writes are refused', async () => (await refusals()) >= expected);
      left.push(await paths());
    }
    const [first = [], ...others] = left;
    assert.ok(first.length < before.length, 'no page went');
    assert.ok(first.length > before.length / 2, `${first.length} of ${before.length} pages are left`);
    assert.deepEqual(others, [first, first]);
  });
});
