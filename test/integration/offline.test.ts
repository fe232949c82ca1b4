import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { serverTiming } from '../support/chromium.js';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [
  { match: '/expiring/*', revalidate: 1, expire: 2 },
  { match: '/shelled/*', revalidate: 60, fallback: true },
  { match: '/mine/*', revalidate: 60, audience: 'user' },
  { match: '/few/*', fallback: false, paths: [] },
  { match: '/a/*', revalidate: 1 },
]`);

describe('without an origin', () => {
  it('a stored page is read as it was, whatever its age (rule 14)', async () => {
    for (const path of ['/a/kept', '/expiring/kept']) {
      site.origin.page(path, { body: html(`kept ${path}`) });
      await site.storeStale(path);
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await site.origin.unplugged(async () => {
      for (const path of ['/a/kept', '/expiring/kept']) {
        const { status, body } = await site.visit(path);
        assert.deepEqual([status, body], [200, html(`kept ${path}`)]);
      }
      await site.chromium.stopWorkers();
      assert.equal((await site.visit('/a/kept')).body, html('kept /a/kept'));
    });
  });

  for (const [what, path] of [
    ['a page that was never seen', '/a/never-seen'],
    ['a page of a user who was never named', '/mine/orders'],
    ['a page that is only the network’s', '/few/other'],
  ] as const) {
    it(`${what} is the offline page, with a 503, and no error of the browser (rule 13)`, async () => {
      await site.origin.unplugged(async () => {
        const { status, body, cacheStatus, timing } = await site.visit(path);
        assert.equal(status, 503);
        assert.match(body, /<h1>/);
        assert.equal(cacheStatus?.detail, 'offline');
        assert.equal(timing, 'offline');
      });
    });
  }

  for (const path of ['/a/unseen', '/shelled/unseen']) {
    it(`the offline page names what can be read, and is no shell: ${path}`, async () => {
      site.origin.page('/a/readable', { body: html('words', { title: 'Something to read' }) });
      await site.store('/a/readable');
      await site.origin.unplugged(async () => {
        const page = await site.chromium.newPage();
        await page.goto(site.origin.url + path);
        const link = await page.waitForSelector('a[href$="/a/readable"]', { timeout: 10_000 });
        assert.match((await link?.evaluate(({ textContent }) => textContent)) ?? '', /Something to read/);
        assert.equal(await serverTiming(page), 'offline');
        await site.chromium.screenshot(page, `offline${path.replaceAll('/', '-')}`);
        await page.close();
      });
    });
  }

  it('the offline page turns into the page by itself when the origin is back', async () => {
    site.origin.page('/a/back', { body: html('Here again') });
    const page = await site.chromium.newPage();
    await site.origin.unplugged(async () => {
      assert.equal((await site.visit('/a/back', page)).status, 503);
    });
    await until(
      'the page comes back',
      async () => (await page.evaluate(() => document.title).catch(() => '')) === 'Here again',
      45,
    );
    assert.equal(await page.evaluate(() => location.pathname), '/a/back');
    await page.close();
  });
});

describe('with the device offline', () => {
  after(async () => {
    await site.origin.plug().catch(() => undefined);
  });

  it('a stored page is served without a word to the origin', async () => {
    site.origin.page('/a/plane', { body: html('kept') });
    await site.storeStale('/a/plane');
    const page = await site.chromium.newPage();
    await page.setOfflineMode(true);
    const { status, body } = await site.visit('/a/plane', page);
    assert.deepEqual([status, body], [200, html('kept')]);
    await page.close();
  });
});
