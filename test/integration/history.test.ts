import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { serverTiming } from '../support/chromium.js';
import { failing, silent } from '../support/faults.js';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`networkTimeout: '1s', routes: [
  { match: '/expiring/*', revalidate: 1, expire: 2 },
  { match: '/ask/*', revalidate: 60, reload: 'revalidate' },
  { match: '/a/*', revalidate: 1 },
]`);

const textOf = (page: Page): Promise<string> => page.$eval('main', ({ textContent }) => textContent);

/** A page that is stored now, seen in a tab that then goes on to another page; all that was old is made new. */
async function leave(path: string, { bfcache }: { bfcache: boolean }): Promise<Page> {
  const script = `<script>
    addEventListener('pageshow', ({ persisted }) => (document.documentElement.dataset.persisted = persisted));
    ${bfcache ? '' : "addEventListener('unload', () => {});"}
  </script>`;
  const headers: Record<string, string> = bfcache ? {} : { 'Permissions-Policy': 'unload=*' };
  site.origin.page(path, { body: html('old', { head: script }), headers });
  site.origin.page('/a/next', { body: html('next') });
  await site.store(path);
  const page = await site.chromium.newPage();
  await page.goto(site.origin.url + path);
  await page.goto(`${site.origin.url}/a/next`);
  await sleep(3_000);
  site.origin.page(path, { body: html('new') });
  site.origin.forget();
  return page;
}

describe('back and forward', () => {
  for (const bfcache of [true, false])
    for (const path of ['/a/back', '/expiring/back', '/ask/back'])
      it(`show the stored page at any age and ask nothing: ${path}, ${bfcache ? 'with' : 'without'} bfcache (rule 15)`, async () => {
        const place = `${path}-${String(bfcache)}`;
        const page = await leave(place, { bfcache });
        await page.goBack();
        assert.equal(await textOf(page), 'old');
        const persisted = await page.$eval('html', ({ dataset }) => dataset.persisted);
        assert.equal(persisted, String(bfcache), 'the test does not do what it says');
        await page.goForward();
        assert.equal(await textOf(page), 'next');
        await page.goBack();
        assert.equal(await textOf(page), 'old');
        await sleep(300);
        assert.deepEqual(site.origin.requests(place), []);
        await page.close();
      });

  it('say so where the worker answered', async () => {
    const page = await leave('/expiring/said', { bfcache: false });
    await page.goBack();
    const restored = await page.evaluate(() => {
      const [entry] = performance.getEntriesByType('navigation');
      return (entry as PerformanceNavigationTiming).type;
    });
    assert.equal(restored, 'back_forward');
    assert.equal(await serverTiming(page), 'history');
    await page.close();
  });
});

describe('a reload', () => {
  it('is a request like any other: the stale page at once, the new one at the next (rule 15)', async () => {
    site.origin.page('/a/reload', { body: html('old') });
    await site.storeStale('/a/reload');
    const page = await site.chromium.newPage();
    await page.goto(`${site.origin.url}/a/reload`);
    await until('it is refreshed', () => site.origin.requests('/a/reload').length === 1);
    await sleep(1_500);
    site.origin.page('/a/reload', { body: html('new') });
    await page.reload();
    assert.equal(await textOf(page), 'old');
    await until('a reload shows the new page', async () => {
      await page.reload();
      return (await textOf(page)) === 'new';
    });
    await page.close();
  });

  it('asks the origin first where the route says so, even for a fresh page', async () => {
    site.origin.page('/ask/reload', { body: html('old'), headers: { ETag: '"1"' } });
    await site.store('/ask/reload');
    const page = await site.chromium.newPage();
    await page.goto(`${site.origin.url}/ask/reload`);
    assert.deepEqual(site.origin.requests('/ask/reload'), []);
    site.origin.page('/ask/reload', { body: html('new'), headers: { ETag: '"2"' } });
    await page.reload();
    assert.equal(await textOf(page), 'new');
    const [request] = site.origin.requests('/ask/reload');
    assert.equal(request?.headers['if-none-match'], '"1"', 'the request was not conditional');
    await page.close();
  });

  for (const [how, handler] of [
    ['fails', failing(500)],
    ['is silent', silent],
  ] as const)
    it(`that asks first shows the stored page when the origin ${how}`, async () => {
      const path = `/ask/${how.replace(' ', '-')}`;
      site.origin.page(path, { body: html('old') });
      await site.store(path);
      const page = await site.chromium.newPage();
      await page.goto(site.origin.url + path);
      site.origin.handle(path, handler);
      await page.reload();
      assert.equal(await textOf(page), 'old');
      assert.equal(await serverTiming(page), 'stale-if-error');
      await page.close();
    });
});
