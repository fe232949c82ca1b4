import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failing, reset, silent } from '../support/faults.js';
import { html } from '../support/html.js';
import { inPage } from '../support/page-client.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`networkTimeout: '1s', routes: [
  { match: '/expiring/*', revalidate: 1, expire: 2 },
  { match: '/a/*', revalidate: 2 },
  { match: '/failing/*', revalidate: 8 },
  { match: '/lasting/*', revalidate: '1h' },
]`);

/** Visits a path until it shows these words from the store. */
async function untilStored(path: string, body: string): Promise<void> {
  await until(`${path} shows ${body} from the store`, async () => {
    const visit = await site.visit(path);
    return visit.cacheStatus?.hit === true && visit.body === body;
  });
}

describe('a stale page', () => {
  it('is served at once, refreshed once behind the scenes, and new at the next visit (rules 7 and 8)', async () => {
    site.origin.page('/a/story', { body: html('old') });
    await site.storeStale('/a/story');
    site.origin.page('/a/story', { body: html('new'), delay: 300 });

    const stale = await site.visit('/a/story');
    assert.equal(stale.body, html('old'));
    assert.equal(stale.cacheStatus?.hit, true);
    assert.equal(stale.cacheStatus.detail, 'stale');
    assert.ok((stale.cacheStatus.ttl ?? 1) <= 0, `ttl=${stale.cacheStatus.ttl ?? 'missing'}`);
    assert.equal(stale.timing, 'stale');

    await untilStored('/a/story', html('new'));
    assert.equal(site.origin.requests('/a/story').length, 1);
  });

  it('is refreshed past the browser’s own HTTP cache', async () => {
    const headers = { 'Cache-Control': 'public, max-age=600' };
    site.origin.page('/a/http-cache', { body: html('old'), headers });
    await site.storeStale('/a/http-cache');
    site.origin.page('/a/http-cache', { body: html('new'), headers });
    await untilStored('/a/http-cache', html('new'));
  });

  it('is opened in ten tabs and refreshed once', async () => {
    site.origin.page('/a/tabs', { body: html('old') });
    await site.storeStale('/a/tabs');
    site.origin.page('/a/tabs', { body: html('new') });
    const release = site.origin.hold('/a/tabs');
    const visits = await Promise.all(Array.from({ length: 10 }, () => site.visit('/a/tabs')));
    assert.deepEqual(
      visits.map(({ body }) => body),
      Array<string>(10).fill(html('old')),
    );
    assert.equal(site.origin.requests('/a/tabs').length, 1);
    release();
    await untilStored('/a/tabs', html('new'));
  });

  it('is each tab’s own before it was ever stored, and is asked for as nobody once', async () => {
    const headers = { 'Cache-Control': '' };
    site.origin.page('/lasting/tabs', { body: html('first'), headers, delay: 1_000 });
    const visits = await Promise.all(Array.from({ length: 5 }, () => site.visit('/lasting/tabs')));
    assert.ok(visits.every(({ body }) => body === html('first')));
    await until('it is stored', async () => (await site.visit('/lasting/tabs')).cacheStatus?.hit === true);
    const asked = site.origin.requests('/lasting/tabs');
    const anonymous = asked.filter(({ headers }) => headers['sec-fetch-mode'] !== 'navigate');
    assert.equal(anonymous.length, 1);
  });

  it('asks with If-None-Match, and a 304 makes the stored page fresh again (rule 17)', async () => {
    const headers = { ETag: '"one"', 'X-Version': '1' };
    site.origin.page('/a/etag', { body: html('same'), headers });
    await site.storeStale('/a/etag');
    site.origin.handle('/a/etag', (_request, response) => {
      response.writeHead(304, { ...headers, 'X-Version': '2' }).end();
    });
    await site.visit('/a/etag');
    await until('the origin is asked', () => site.origin.requests('/a/etag').length === 1);
    assert.equal(site.origin.requests('/a/etag')[0]?.headers['if-none-match'], '"one"');
    await until('the page is fresh again', async () => (await site.visit('/a/etag')).timing === 'fresh');
    const { body, response, status } = await site.visit('/a/etag');
    assert.deepEqual([status, body], [200, html('same')]);
    assert.equal(response.headers()['x-version'], '2');
  });
});

/** What the worker has to say of a page. */
const explain = (path: string): Promise<{ state: string; why: string[] }> =>
  site.aside((tab) => inPage(tab, `return isr.explain('${path}')`));

// The pause after a failure grows with the route's lifetime. It is long here, so that it outlasts a few visits on a slow
// machine, and a page is stale at once by its age.
describe('a stale page whose refresh fails', () => {
  for (const [how, handler] of [
    ['with a 500', failing(500)],
    ['with a 503', failing(503)],
    ['with a 429', failing(429)],
    ['with a broken connection', reset],
  ] as const) {
    it(`${how} stays, is not asked for at every visit, and is replaced when the origin is well (rule 9)`, async () => {
      const path = `/failing/${how.replaceAll(' ', '-')}`;
      site.origin.page(path, { body: html('old'), headers: { Age: '8' } });
      await site.visit(path);
      await until('it is stored', async () => (await explain(path)).state === 'stale');
      site.origin.forget();
      site.origin.handle(path, handler);
      await site.visit(path);
      // Chromium itself repeats a request whose connection was reset: the worker knows of a failure after the last one.
      await until('the failure is known', async () => /failed/.test((await explain(path)).why.join()));
      const asked = site.origin.requests(path).length;
      for (let visits = 0; visits < 3; visits++) {
        const { status, body, timing } = await site.visit(path);
        assert.deepEqual([status, body, timing], [200, html('old'), 'stale']);
      }
      assert.equal(site.origin.requests(path).length, asked);
      site.origin.page(path, { body: html('new') });
      await untilStored(path, html('new'));
    });
  }
});

describe('an expired page', () => {
  it('is asked for first (rule 10)', async () => {
    site.origin.page('/expiring/a', { body: html('old') });
    await site.storeStale('/expiring/a');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    site.origin.page('/expiring/a', { body: html('new') });
    const { body, cacheStatus } = await site.visit('/expiring/a');
    assert.equal(body, html('new'));
    assert.equal(cacheStatus?.fwd, 'stale');
    assert.equal(cacheStatus.fwdStatus, 200);
  });

  for (const [how, handler] of [
    ['fails', failing(502)],
    ['is silent', silent],
    ['breaks the connection', reset],
  ] as const) {
    it(`is served all the same when the origin ${how}`, async () => {
      const path = `/expiring/${how.replaceAll(' ', '-')}`;
      site.origin.page(path, { body: html('old') });
      await site.storeStale(path);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      site.origin.handle(path, handler);
      const { status, body, cacheStatus, timing } = await site.visit(path);
      assert.deepEqual([status, body], [200, html('old')]);
      assert.equal(cacheStatus?.detail, 'stale-if-error');
      assert.equal(timing, 'stale-if-error');
    });
  }
});
