import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'puppeteer-core';
import { configSource } from '../support/build-worker.js';
import { launchChromium, type Chromium } from '../support/chromium.js';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { inPage } from '../support/page-client.js';
import { until } from '../support/site.js';

let origin: Origin;
let chromium: Chromium;
before(async () => {
  origin = await startOrigin();
  await origin.serveWorker(configSource(`routes: [{ match: '/a/*', revalidate: 60, shell: '/shell' }]`));
  origin.page('/style.css', {
    body: 'main { color: rgb(1, 2, 3) }',
    headers: { 'Content-Type': 'text/css' },
  });
  const head = '<link rel="stylesheet" href="/style.css"><script type="module" src="/sw-isr.js"></script>';
  for (const path of ['/a/first', '/a/second', '/shell']) origin.page(path, { body: html(path, { head }) });
  chromium = await launchChromium();
});
after(async () => {
  await chromium.close();
  await origin.close();
});

/** Runs with a visitor who was never here before. */
async function asNewVisitor(work: (context: BrowserContext, page: Page) => Promise<void>): Promise<void> {
  const context = await chromium.browser.createBrowserContext();
  try {
    await work(context, await context.newPage());
  } finally {
    await context.close();
  }
}

const go = (page: Page, path: string) => chromium.visit(origin.url + path, page);

/** The first visit of all, until the worker has taken over. */
async function firstVisit(page: Page): Promise<void> {
  await go(page, '/a/first');
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

describe('the first visit', () => {
  it('is enough to read the page offline, with its styles, once the tab is open again', async () => {
    await asNewVisitor(async (context, page) => {
      await firstVisit(page);
      await until('the page is kept', () =>
        inPage<boolean>(page, `return (await isr.pages()).some(({ url }) => url.endsWith('/a/first'));`),
      );
      await until('its styles are kept', () =>
        page.evaluate(async () => (await caches.match('/style.css')) !== undefined),
      );
      await page.close();
      await origin.unplug();
      try {
        const again = await context.newPage();
        const { status, body } = await go(again, '/a/first');
        assert.deepEqual([status, body.includes('/a/first')], [200, true]);
        assert.equal(await again.$eval('main', (main) => getComputedStyle(main).color), 'rgb(1, 2, 3)');
      } finally {
        await origin.plug();
      }
    });
  });
});

/** What a site's storage holds. */
function remains(page: Page): Promise<{ workers: number; rows: string[]; caches: string[] }> {
  return page.evaluate(async () => {
    const rows: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(new Error(`"${name}" does not open`));
      });
      for (const table of db.objectStoreNames) {
        const keys = db.transaction(table).objectStore(table).getAllKeys();
        await new Promise((resolve) => (keys.onsuccess = resolve));
        rows.push(...keys.result.map((key) => `${table}: ${key as string}`));
      }
      db.close();
    }
    const registrations = await navigator.serviceWorker.getRegistrations();
    return { workers: registrations.length, rows, caches: await caches.keys() };
  });
}

describe('unregister()', () => {
  it('leaves nothing behind: no worker, no data, no caches', async () => {
    await asNewVisitor(async (context, page) => {
      await firstVisit(page);
      await go(page, '/a/second');
      await go(page, '/a/first');
      await sleep(1_500);
      const before = await remains(page);
      assert.ok(before.rows.length > 0 && before.caches.length > 0, JSON.stringify(before));
      await inPage(page, 'await isr.unregister();');
      await sleep(2_500);
      await page.close();
      const fresh = await context.newPage();
      // A page that registers no worker.
      const { cacheStatus } = await go(fresh, '/blank');
      assert.equal(cacheStatus, undefined);
      assert.deepEqual(await remains(fresh), { workers: 0, rows: [], caches: [] });
    });
  });
});

describe('where there are no workers', () => {
  it('the site works, and every call of the client answers as an empty cache would', async () => {
    await asNewVisitor(async (_context, page) => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      await page.evaluateOnNewDocument('delete Navigator.prototype.serviceWorker');
      for (const path of ['/a/first', '/a/second']) {
        const { status, cacheStatus } = await go(page, path);
        assert.deepEqual([status, cacheStatus], [200, undefined]);
      }
      assert.equal(await page.evaluate(() => 'serviceWorker' in navigator), false);
      const answers = await inPage<unknown[]>(
        page,
        `await isr.setUser('ada');
        await isr.clearUser();
        await isr.draft(true);
        await isr.clear();
        await isr.update();
        const { state } = await isr.explain('/a/first');
        const [{ outcome }] = await isr.prefetch(['/a/second']);
        const answers = [isr.registration, state, outcome, (await isr.pages()).length, (await isr.stats()).hits];
        await isr.unregister();
        return answers;`,
      );
      assert.deepEqual(answers, [null, 'none', 'not-stored', 0, 0]);
      assert.deepEqual(faults, []);
    });
  });
});
