import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TargetType } from 'puppeteer-core';
import { html } from '../support/html.js';
import { useSite } from '../support/site.js';

/** Chromium's static routing: what no route wants does not wake a worker that has stopped. */
const site = useSite(`assets: false, routes: [
  { match: '/api/*', revalidate: 0 },
  { match: '/kept/*', revalidate: '1h' },
]`);

/** Whether a worker of the site runs. */
const isAwake = (): boolean =>
  site.chromium.browser.targets().some((target) => target.type() === TargetType.SERVICE_WORKER);

describe('a worker that has stopped (Chromium starts it at every navigation, to be ready)', () => {
  for (const [what, ask] of [
    ['data of a route that is never kept', () => fetch('/api/data')],
    ['data that no route takes', () => fetch('/data.json')],
    [
      'a picture',
      () => new Promise((resolve) => Object.assign(new Image(), { src: '/a.png', onerror: resolve })),
    ],
    ['a sound', () => new Promise((resolve) => Object.assign(new Audio('/a.mp3'), { onerror: resolve }))],
  ] as [string, () => unknown][])
    it(`is not woken by ${what}`, async () => {
      const page = await site.open('/blank');
      await site.chromium.stopWorkers();
      site.origin.forget();
      await page.evaluate(ask);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      assert.ok(site.origin.requests().length > 0, 'nothing was asked for');
      assert.equal(isAwake(), false);
      await page.close();
    });

  it('is woken by a page that is kept, and answers it', async () => {
    site.origin.page('/kept/page', { body: html('kept') });
    await site.store('/kept/page');
    await site.chromium.stopWorkers();
    assert.equal(isAwake(), false);
    assert.equal((await site.visit('/kept/page')).timing, 'fresh');
    assert.deepEqual(site.origin.requests('/kept/page'), []);
    assert.equal(isAwake(), true);
  });

  it('is woken by what a script fetches of a kept page', async () => {
    const page = await site.open('/blank');
    await site.chromium.stopWorkers();
    const status = await page.evaluate(() =>
      fetch('/kept/page', { headers: { accept: 'text/html' } }).then(({ headers }) =>
        headers.get('cache-status'),
      ),
    );
    assert.match(status ?? '', /^sw-isr; hit/);
    await page.close();
  });
});
