import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '../support/html.js';
import { startOrigin } from '../support/origin.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [
  { match: '/data/*', revalidate: 60, data: true },
  { match: '/few/*', fallback: false, paths: ['/few/one'], strict: true },
  { match: '/a/*', revalidate: 60 },
]`);

const client = '<script type="module" src="/sw-isr.js"></script>';

describe('what the worker takes', () => {
  it('is a plain fetch too, on a route with `data`', async () => {
    const headers = { 'Content-Type': 'application/json' };
    site.origin.page('/data/list', { body: '{"a":1}', headers });
    const { page } = await site.visit('/blank', await site.chromium.newPage());
    const ask = () =>
      page.evaluate(async () => {
        const response = await fetch('/data/list');
        return [await response.text(), response.headers.get('cache-status')?.split(';')[1]?.trim()];
      });
    assert.deepEqual(await ask(), ['{"a":1}', 'fwd=uri-miss']);
    await until('it is stored', async () => (await ask())[1] === 'hit');
    assert.deepEqual(await ask(), ['{"a":1}', 'hit']);
    await page.close();
  });

  it('is no plain fetch on other routes', async () => {
    site.origin.page('/a/fetched');
    const { page } = await site.visit('/blank', await site.chromium.newPage());
    const sign = await page.evaluate(async () => (await fetch('/a/fetched')).headers.get('cache-status'));
    assert.equal(sign, null);
    await page.close();
  });

  it('is no page of another site, though its path would match', async () => {
    const other = await startOrigin();
    other.page('/a/elsewhere', { headers: { 'Access-Control-Allow-Origin': '*' } });
    site.origin.page('/a/with-client', { body: html('With the client', { head: client }) });
    const { page } = await site.visit('/a/with-client', await site.chromium.newPage());
    const said = await page.evaluate(async (url) => {
      const { ready } = (await import(String(new URL('/sw-isr.js', location.href)))) as {
        ready: Promise<{
          prefetch(urls: string[]): Promise<{ outcome: string }[]>;
          explain(url: string): Promise<{ route: string | null }>;
        }>;
      };
      const isr = await ready;
      return [(await isr.prefetch([url]))[0]?.outcome, (await isr.explain(url)).route];
    }, `${other.url}/a/elsewhere`);
    assert.deepEqual(said, ['not-stored', null]);
    assert.deepEqual(other.requests('/a/elsewhere'), []);
    await page.close();
    await other.close();
  });

  it('is a path that a strict route does not list: a 404 that says so', async () => {
    const { status, response } = await site.visit('/few/two');
    assert.equal(status, 404);
    assert.equal(response.headers()['cache-status'], 'sw-isr; detail=not-found');
    assert.deepEqual(site.origin.requests('/few/two'), []);
  });
});
