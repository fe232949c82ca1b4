/** `isrHandler()` in a worker that Workbox routes: all the rules of a route hold. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import type { Page } from 'puppeteer-core';
import { launchChromium, type Chromium } from '../support/chromium.js';
import { html } from '../support/html.js';
import { isHot, holdDatabase } from '../support/hot-tier.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { until } from '../support/site.js';

const WORKER = `
import { registerRoute } from 'workbox-routing';
import { isrHandler } from 'sw-isr/worker';
self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
registerRoute(/\\/blog\\//, isrHandler({ revalidate: 60 }));
registerRoute(/\\/news\\//, isrHandler({ revalidate: 60 }));
const blog = isrHandler({ revalidate: 60 });
registerRoute(/\\/first\\//, ({ event, request }) =>
  blog({ event, request: new Request('/blog/1', { headers: request.headers }) }));
`;

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]?.text ?? '';
}

describe('a handler in a worker of Workbox', () => {
  let origin: Origin;
  let chromium: Chromium;
  let page: Page;
  const url = (): string => `${origin.url}/blog/1`;

  /** What the page's own `fetch()` gets: the text, and whether the worker says that it is its answer. */
  const fetched = (headers: Record<string, string>, path = '/blog/1', method = 'GET') =>
    page.evaluate(
      async (path, init) => {
        const response = await fetch(path, init);
        return [await response.text(), (response.headers.get('cache-status') ?? '').slice(0, 11)];
      },
      path,
      { headers, method },
    );

  before(async () => {
    origin = await startOrigin();
    const headers = { 'Content-Type': 'text/javascript' };
    origin.page('/sw.js', { body: await bundled(WORKER), headers });
    // The origin answers what it is asked.
    origin.handle('/blog/1', ({ method, headers }, response) => {
      const { rsc, authorization, range } = headers;
      const asked = [method, rsc && 'RSC', authorization, range].filter(Boolean).join(' ');
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(html(asked));
    });
    chromium = await launchChromium();
    page = await chromium.register(origin);
    await chromium.visit(url(), page);
    await until(
      'the page is stored',
      async () => (await chromium.visit(url(), page)).cacheStatus?.hit === true,
    );
  });
  after(async () => {
    await chromium.close();
    await origin.close();
  });

  it('answers a page from the store, and asks nobody', async () => {
    origin.forget();
    assert.equal((await chromium.visit(url(), page)).timing, 'fresh');
    assert.deepEqual(await fetched({ accept: 'text/html' }), [html('GET'), 'sw-isr; hit']);
    assert.deepEqual(origin.requests('/blog/1'), []);
  });

  for (const [rule, headers, asked] of [
    ['rule 28', { Authorization: 'Bearer x', accept: 'text/html' }, 'GET Bearer x'],
    ['rule 30', { RSC: '1', accept: 'text/html' }, 'GET RSC'],
    ['rule 30', { accept: 'application/json' }, 'GET'],
    ['rule 20', { Range: 'bytes=0-3', accept: 'text/html' }, 'GET bytes=0-3'],
  ] as [string, Record<string, string>, string][])
    it(`${rule}: leaves a fetch with ${JSON.stringify(headers)} to the network`, async () => {
      origin.forget();
      assert.deepEqual(await fetched(headers), [html(asked), '']);
      assert.equal(origin.requests('/blog/1').length, 1);
    });

  it('rule 32: a deployment that one handler is told of is every handler’s, and going back loses nothing', async () => {
    const told = async (id: string) => {
      origin.page(`/news/${id}`, { headers: { 'ISR-Deployment': id } });
      await chromium.visit(`${origin.url}/news/${id}`, page);
    };
    const shows = (body: string) =>
      until(`it shows ${body}`, async () => (await chromium.visit(url(), page)).body === html(body));
    origin.page('/blog/1', { body: html('of two') });
    await told('two');
    await shows('of two');
    await told('default');
    await shows('GET');
  });

  it('answers the request that it is given, whatever the event’s own is', async () => {
    origin.forget();
    assert.deepEqual(await fetched({ accept: 'text/html' }, '/first/'), [html('GET'), 'sw-isr; hit']);
    assert.deepEqual(origin.requests('/first/'), []);
  });

  it('shows a stored page while the origin is away', async () => {
    await origin.unplugged(async () => {
      assert.equal((await chromium.visit(url(), page)).status, 200);
      assert.equal((await chromium.visit(`${origin.url}/blog/2`, page)).status, 503);
    });
  });

  it('answers without the database after the worker was stopped', async () => {
    const hit = await chromium.visit(url(), page);
    assert.equal(hit.cacheStatus?.hit, true);
    await until('the page is hot', () => isHot(page, '/blog/1'));
    const other = await chromium.newPage();
    await other.goto(url());
    await holdDatabase(other);
    await chromium.stopWorkers();
    const { body, cacheStatus } = await chromium.visit(url(), page);
    assert.deepEqual([body, cacheStatus?.hit], [hit.body, true]);
    await other.close();
  });
});
