import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { buildKillWorker } from '../support/build-worker.js';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [{ match: '/a/*', revalidate: 60 }]`);

const remains = (page: Page) =>
  page.evaluate(async () => ({
    registrations: (await navigator.serviceWorker.getRegistrations()).length,
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
  }));

describe('sw-isr build --kill', () => {
  it('removes the worker and its data, and leaves the site to the network (rule 35)', async () => {
    const body = html('A page', { head: '<script type="module" src="/sw-isr.js"></script>' });
    site.origin.page('/a/page', { body });
    await site.store('/a/page');
    for (const [path, script] of Object.entries(await buildKillWorker()))
      site.origin.page(path, { body: script, headers: { 'Content-Type': 'text/javascript' } });

    const { page } = await site.chromium.visit(`${site.origin.url}/a/page`);
    const nothing = { registrations: 0, databases: [], caches: [] };
    await until('nothing of the worker is left', async () => {
      const left = await remains(page).catch(() => undefined);
      return JSON.stringify(left) === JSON.stringify(nothing);
    });

    site.origin.page('/a/page', { body: html('From the network') });
    const { response, body: shown } = await site.visit('/a/page', page);
    assert.equal(shown, html('From the network'));
    assert.equal(response.headers()['cache-status'], undefined);
  });

  it('registers nothing again, and gives pages that use the client an inert one', async () => {
    site.origin.page('/a/later', { body: html('Later') });
    const { page } = await site.chromium.visit(`${site.origin.url}/a/later`);
    const pages = await page.evaluate(async () => {
      const { ready } = (await import(String(new URL('/sw-isr.js', location.href)))) as {
        ready: Promise<{ pages(): Promise<unknown[]> }>;
      };
      return [...(await (await ready).pages())];
    });
    assert.deepEqual(pages, []);
    assert.equal((await remains(page)).registrations, 0);
  });
});
