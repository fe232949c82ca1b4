import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redirectTo } from '../support/faults.js';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [{ match: '/a/*', revalidate: 1, notFoundRevalidate: 4 }]`);

describe('a page that is not there', () => {
  for (const status of [404, 410]) {
    it(`is stored as a ${status}, for a while (rule 18)`, async () => {
      const path = `/a/gone-${status}`;
      // Browsers keep a 410 for ever where it does not say something else.
      const headers = { 'Cache-Control': 'public, no-cache' };
      site.origin.page(path, { status, body: html('Gone'), headers });
      const stored = await site.store(path);
      assert.deepEqual([stored.status, stored.body], [status, html('Gone')]);
      const again = await site.visit(path);
      assert.equal(again.status, status);
      assert.deepEqual(site.origin.requests(path), []);

      site.origin.page(path, { body: html('Back') });
      await until('the page is back', async () => {
        const visit = await site.visit(path);
        return visit.status === 200 && visit.body === html('Back') && visit.cacheStatus?.hit === true;
      });
    });

    it(`replaces the page that was stored, as a ${status}`, async () => {
      const path = `/a/replaced-${status}`;
      site.origin.page(path, { body: html('Here') });
      await site.storeStale(path);
      site.origin.page(path, { status, body: html('Gone') });
      assert.equal((await site.visit(path)).status, 200);
      await until(`it is a ${status}`, async () => (await site.visit(path)).status === status);
    });
  }
});

describe('an error on a page that was never stored', () => {
  for (const status of [400, 418, 500, 503]) {
    it(`is shown as it is, and not stored: ${status}`, async () => {
      const path = `/a/error-${status}`;
      site.origin.page(path, { status, body: html('Broken') });
      const first = await site.visit(path);
      assert.deepEqual([first.status, first.body], [status, html('Broken')]);
      assert.equal(first.cacheStatus?.stored, false);
      site.origin.page(path, { body: html('Well') });
      const second = await site.visit(path);
      assert.deepEqual([second.status, second.body, second.cacheStatus?.hit], [200, html('Well'), false]);
    });
  }
});

describe('a redirect', () => {
  it('is followed by the browser itself, which shows where it went (rule 21)', async () => {
    site.origin.page('/a/target', { body: html('Target') });
    site.origin.handle('/a/moved', redirectTo('/a/target', 301));
    const page = await site.chromium.newPage();
    const { status, body } = await site.visit('/a/moved', page);
    assert.deepEqual([status, body], [200, html('Target')]);
    assert.equal(new URL(page.url()).pathname, '/a/target');
    assert.equal(await page.evaluate(() => history.length), 2, 'one entry beside the blank page');
    await page.close();
  });

  it('is replayed when the origin is gone, to a page of the same site', async () => {
    site.origin.page('/a/home', { body: html('Home') });
    site.origin.handle('/a/house', redirectTo('/a/home'));
    await site.visit('/a/house');
    await site.store('/a/home');
    await site.origin.unplug();
    try {
      const page = await site.chromium.newPage();
      const { status, body } = await site.visit('/a/house', page);
      assert.deepEqual([status, body], [200, html('Home')]);
      assert.equal(new URL(page.url()).pathname, '/a/home');
      await page.close();
    } finally {
      await site.origin.plug();
    }
  });
});

describe('an answer that is no page', () => {
  it('is shown, not stored', async () => {
    const path = '/a/data.json';
    site.origin.page(path, { body: '{"a":1}', headers: { 'Content-Type': 'application/json' } });
    for (const body of ['{"a":1}', '{"a":1}']) {
      const visit = await site.visit(path);
      assert.equal(visit.body, body);
      assert.ok(!visit.cacheStatus?.hit, 'it was stored');
    }
  });

  it('is another page for another Vary, and none for Vary: * (rule 23)', async () => {
    site.origin.page('/a/vary-all', { headers: { Vary: '*' } });
    await site.visit('/a/vary-all');
    assert.ok(!(await site.visit('/a/vary-all')).cacheStatus?.hit, 'it was stored');
  });
});

describe('a form that is sent', () => {
  it('is the origin’s, and what it changed is read at the next visit (rule 29)', async () => {
    site.origin.page('/a/form', { body: html('before') });
    await site.store('/a/form');
    site.origin.handle('/a/form', (request, response) => {
      if (request.method === 'POST') response.writeHead(303, { Location: '/a/form' }).end();
      else response.writeHead(200, { 'Content-Type': 'text/html' }).end(html('after'));
    });
    const page = await site.open('/blank');
    // A tab that is closed while it navigates may never be told closed.
    await Promise.all([
      page.waitForNavigation(),
      page.evaluate(() => {
        const form = Object.assign(document.createElement('form'), { method: 'post', action: '/a/form' });
        document.body.append(form);
        form.submit();
      }),
    ]);
    assert.equal(site.origin.requests('/a/form')[0]?.method, 'POST');
    assert.match(await page.content(), /after/);
    await page.close();
  });
});
