/** `isrHandler()` wherever Workbox and Serwist take a handler, with the plugins that their users have. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import type { Page } from 'puppeteer-core';
import { launchChromium, type Chromium } from '../support/chromium.js';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { until } from '../support/site.js';

const WORKBOX = `
import { BackgroundSyncPlugin } from 'workbox-background-sync';
import { BroadcastUpdatePlugin } from 'workbox-broadcast-update';
import { CacheableResponsePlugin } from 'workbox-cacheable-response';
import { ExpirationPlugin } from 'workbox-expiration';
import { precache, PrecacheFallbackPlugin } from 'workbox-precaching';
import { registerRoute, setCatchHandler, setDefaultHandler } from 'workbox-routing';
import { isrHandler } from 'sw-isr/worker';

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(Promise.all([
  self.clients.claim(), self.registration.navigationPreload?.enable()])));
precache([{ url: '/offline.html', revision: '1' }]);

const noted = [];
const note = (hook) => ({ request, event }) => void noted.push(hook + ' ' + new URL(request.url).pathname + ' ' + event.type);
const noting = Object.fromEntries(
  ['handlerWillStart', 'requestWillFetch', 'fetchDidSucceed', 'handlerWillRespond', 'handlerDidRespond', 'cacheWillUpdate',
    'cacheDidUpdate', 'handlerDidComplete', 'fetchDidFail', 'handlerDidError'].map((hook) => [hook, (param) => {
      note(hook)(param);
      return hook === 'requestWillFetch' ? param.request : param.response;
    }]));
registerRoute(/\\/noted\\//, isrHandler({ audience: 'everyone' }, { plugins: [noting] }));

const cacheable = new CacheableResponsePlugin({ headers: { 'X-Cacheable': 'true' } });
registerRoute(/\\/cacheable\\//, isrHandler({}, { plugins: [cacheable] }));
registerRoute(/\\/updated\\//, isrHandler({ revalidate: 1 }, { plugins: [new BroadcastUpdatePlugin()] }));
const sync = new BackgroundSyncPlugin('pages', { forceSyncFallback: true, onSync: () => undefined });
registerRoute(/\\/synced\\//, isrHandler({}, { plugins: [sync] }));
registerRoute(/\\/precached\\//, isrHandler({}, { plugins: [new PrecacheFallbackPlugin({ fallbackURL: '/offline.html' })] }));
registerRoute(/\\/rejecting\\//, isrHandler({}, { offline: false }));
registerRoute(/\\/posts\\/(\\d+)\\/(\\w+)/, isrHandler({
  validate: () => true,
  tags: ({ params }) => { noted.push('tags ' + JSON.stringify(params)); return []; } }));
setCatchHandler(({ request }) => Promise.resolve(request.mode === 'navigate' ? new Response('caught') : Response.error()));
const anything = isrHandler({ revalidate: 60 });
setDefaultHandler(anything);
// As workbox-recipes' warmStrategyCache() does.
self.addEventListener('install', (event) =>
  event.waitUntil(anything.handleAll({ event, request: new Request('/warmed') })[1]));

let refusal = '';
try {
  isrHandler({}, { plugins: [new ExpirationPlugin({ maxEntries: 5 })] });
} catch (error) {
  refusal = error.message;
}
self.addEventListener('message', async ({ data, ports: [port] }) => {
  if (data === 'noted') port.postMessage(noted.splice(0));
  if (data === 'queued') port.postMessage((await sync._queue.getAll()).map(({ request }) => new URL(request.url).pathname));
  if (data === 'refusal') port.postMessage(refusal);
});
`;

const SERWIST = `
import { NetworkFirst, Serwist } from 'serwist';
import { isrHandler } from 'sw-isr/worker';

const serwist = new Serwist({
  precacheEntries: [{ url: '/offline.html', revision: '1' }],
  skipWaiting: true,
  clientsClaim: true,
  navigationPreload: true,
  runtimeCaching: [
    { matcher: /\\/blog\\/(?:\\d+)/, handler: isrHandler({ revalidate: 60 }) },
    { matcher: ({ url }) => url.pathname.startsWith('/news/'), handler: isrHandler({ revalidate: 60 }, {
      plugins: [{ handlerDidError: () => serwist.matchPrecache('/offline.html') }] }) },
    { matcher: ({ request }) => request.destination === 'script', handler: new NetworkFirst({ cacheName: 'scripts' }) },
  ],
});
serwist.addEventListeners();
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

let chromium: Chromium;
before(async () => {
  chromium = await launchChromium();
});
after(() => chromium.close());

/** A site with this worker, and a tab that it controls. */
async function siteOf(worker: string) {
  const origin = await startOrigin();
  const headers = { 'Content-Type': 'text/javascript' };
  origin.page('/sw.js', { body: await bundled(worker), headers });
  origin.page('/offline.html', { body: html('precached') });
  origin.page('/warmed', { body: html('warmed') });
  const page = await chromium.register(origin);
  const visit = (path: string) => chromium.visit(origin.url + path, page);
  const store = (path: string): Promise<void> =>
    until(`${path} is stored`, async () => (await visit(path)).cacheStatus?.hit === true);
  return { origin, page, visit, store };
}

describe('handlers in Workbox', () => {
  let origin: Origin;
  let page: Page;
  let site: Awaited<ReturnType<typeof siteOf>>;
  before(async () => {
    site = await siteOf(WORKBOX);
    ({ origin, page } = site);
  });
  after(() => origin.close());

  const ask = <T>(what: string): Promise<T> =>
    page.evaluate(async (message) => {
      const { active } = await navigator.serviceWorker.ready;
      const { port1, port2 } = new MessageChannel();
      return new Promise<T>((resolve) => {
        port1.onmessage = ({ data }) => resolve(data as T);
        active?.postMessage(message, [port2]);
      });
    }, what);

  it('a page that was asked for at the installation is there', async () => {
    const { cacheStatus, body } = await site.visit('/warmed');
    assert.equal(cacheStatus?.hit, true);
    assert.equal(body, html('warmed'));
    assert.equal(
      origin.requests('/warmed').filter(({ headers }) => !headers['service-worker-navigation-preload'])
        .length,
      1,
    );
  });

  it('the default handler answers pages, and leaves all else to the network', async () => {
    origin.page('/default', { body: html('default') });
    origin.page('/data.json', { body: '{}', headers: { 'Content-Type': 'application/json' } });
    await site.store('/default');
    const status = () => page.evaluate(async () => (await fetch('/data.json')).headers.get('cache-status'));
    assert.deepEqual([await status(), await status()], [null, null]);
    assert.equal(origin.requests('/data.json').length, 2);
  });

  it('URLs of a CACHE_URLS message are stored', async () => {
    origin.page('/later', { body: html('later') });
    await page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      const { port1, port2 } = new MessageChannel();
      await new Promise((resolve) => {
        port1.onmessage = resolve;
        active?.postMessage({ type: 'CACHE_URLS', payload: { urlsToCache: ['/later'] } }, [port2]);
      });
    });
    assert.equal((await site.visit('/later')).cacheStatus?.hit, true);
  });

  it('a preloaded answer is used: a page that is not stored costs the visitor one request', async () => {
    origin.page('/preloaded', { body: html('preloaded') });
    assert.equal((await site.visit('/preloaded')).body, html('preloaded'));
    const [first, second] = origin.requests('/preloaded');
    assert.equal(first?.headers['service-worker-navigation-preload'], 'true');
    assert.equal(second, undefined);
  });

  it('an answer that only the browser can show is shown, and no redirect goes round', async () => {
    origin.page('/broken', { status: 500, body: 'broken', headers: { 'Content-Type': 'text/plain' } });
    origin.page('/secret', {
      status: 401,
      body: 'secret',
      headers: { 'WWW-Authenticate': 'Digest realm="x"' },
    });
    assert.equal((await site.visit('/broken')).status, 500);
    assert.equal((await site.visit('/secret')).status, 401);
    assert.equal((await site.visit('/broken')).status, 500);
  });

  it('the groups of a RegExp are the params, by their place', async () => {
    origin.page('/posts/7/title', { body: html('post') });
    await site.store('/posts/7/title');
    assert.ok((await ask<string[]>('noted')).includes('tags {"0":"7","1":"title"}'));
  });

  it('runs the hooks of plugins by Workbox’ names, in their order, and gives them the event', async () => {
    origin.page('/noted/a', { body: html('noted') });
    await site.visit('/noted/a');
    const heard: string[] = [];
    await until('the handler is done', async () => {
      heard.push(...(await ask<string[]>('noted')));
      return heard.some((one) => one.startsWith('handlerDidComplete'));
    });
    const hooks = heard.map((one) => one.split(' ')[0]);
    assert.deepEqual([...new Set(heard.map((one) => one.split(' ').slice(1).join(' ')))], ['/noted/a fetch']);
    const first = (hook: string) => hooks.indexOf(hook);
    const order = [
      'handlerWillStart',
      'requestWillFetch',
      'fetchDidSucceed',
      'cacheWillUpdate',
      'cacheDidUpdate',
      'handlerDidComplete',
    ];
    assert.deepEqual(
      order.map(first),
      order.map(first).sort((a, b) => a - b),
      String(hooks),
    );
    assert.ok(first('handlerWillStart') === 0 && hooks.at(-1) === 'handlerDidComplete');
    assert.ok(first('handlerWillRespond') < first('handlerDidRespond'));
    assert.ok(!hooks.includes('handlerDidError') && !hooks.includes('fetchDidFail'));
  });

  it('CacheableResponsePlugin says which pages are stored', async () => {
    origin.page('/cacheable/no', { body: html('no') });
    origin.page('/cacheable/yes', { body: html('yes'), headers: { 'X-Cacheable': 'true' } });
    await site.visit('/cacheable/no');
    await site.store('/cacheable/yes');
    assert.notEqual((await site.visit('/cacheable/no')).cacheStatus?.hit, true);
  });

  it('BroadcastUpdatePlugin tells pages of a version that differs, and of no other', async () => {
    origin.page('/updated/a', { body: html('old'), headers: { ETag: '"1"' } });
    await site.store('/updated/a');
    const told = page.evaluate(
      () =>
        new Promise((resolve) => {
          navigator.serviceWorker.addEventListener(
            'message',
            ({ data }: MessageEvent<{ type?: string; payload?: unknown }>) => {
              if (data.type === 'CACHE_UPDATED') resolve(data.payload);
            },
          );
        }),
    );
    origin.page('/updated/a', { body: html('new'), headers: { ETag: '"2"' } });
    const other = await chromium.newPage();
    await until('the new version is there', async () => {
      return (await chromium.visit(`${origin.url}/updated/a`, other)).body === html('new');
    });
    await other.close();
    assert.deepEqual(await told, { cacheName: 'sw-isr', updatedURL: `${origin.url}/updated/a` });
  });

  it('BackgroundSyncPlugin gets requests that failed', async () => {
    await origin.unplugged(async () => {
      assert.equal((await site.visit('/synced/a')).status, 503);
    });
    assert.deepEqual(await ask('queued'), ['/synced/a']);
  });

  it('ExpirationPlugin is refused, with what to use in its place', async () => {
    assert.equal(
      await ask('refusal'),
      'Failed to make "isrHandler": a plugin can\'t work here: workbox-expiration counts entries of Cache Storage, and pages are in IndexedDB. ' +
        'Use revalidate and expire for their age, and limits for their number and size. Remove the plugin.',
    );
  });

  it('without a network, the worker’s own fallback answers where it is asked to', async () => {
    await origin.unplugged(async () => {
      assert.equal((await site.visit('/precached/a')).body, html('precached'));
      assert.equal((await site.visit('/rejecting/a')).body, 'caught');
      assert.equal((await site.visit('/default')).status, 200);
      assert.equal((await site.visit('/unknown')).status, 503);
    });
  });
});

describe('handlers in Serwist', () => {
  let site: Awaited<ReturnType<typeof siteOf>>;
  before(async () => {
    site = await siteOf(SERWIST);
  });
  after(() => site.origin.close());

  it('answer the pages of runtimeCaching', async () => {
    const { origin } = site;
    origin.page('/blog/1', { body: html('a post') });
    await site.store('/blog/1');
    const { timing, body } = await site.visit('/blog/1');
    assert.deepEqual([timing, body], ['fresh', html('a post')]);
    await origin.unplugged(async () => {
      assert.equal((await site.visit('/blog/1')).body, html('a post'));
      assert.equal((await site.visit('/blog/2')).status, 503);
    });
  });

  it('show a precached page where there is none, by a plugin', async () => {
    await site.origin.unplugged(async () => {
      assert.equal((await site.visit('/news/1')).body, html('precached'));
    });
  });

  it('stand beside the strategies of Serwist', async () => {
    const { origin, page } = site;
    origin.page('/part.js', { body: 'globalThis.part = 1', headers: { 'Content-Type': 'text/javascript' } });
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          const script = document.createElement('script');
          script.onload = resolve;
          script.src = '/part.js';
          document.head.append(script);
        }),
    );
    await until('the script is cached', () => page.evaluate(async () => !!(await caches.match('/part.js'))));
  });
});
