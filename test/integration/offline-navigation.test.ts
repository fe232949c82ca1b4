/** Offline, a client router can't have the part or the data of the page that the visitor wants, yet the page is stored. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { until, useSite } from '../support/site.js';

const CLIENT = '<script type="module" src="/sw-isr.js"></script>';

/** htmx's way with boosted links: asks for a fragment, and does nothing where that fails. */
const HTMX = `<script>
  addEventListener('click', async (event) => {
    const link = event.target.closest('a');
    if (!link) return;
    event.preventDefault();
    const response = await fetch(link.href, { headers: { 'HX-Request': 'true', 'HX-Boosted': 'true' } });
    document.querySelector('main').innerHTML = await response.text();
    history.pushState(null, '', link.href);
  });
</script>`;

/** SvelteKit's way: asks for the data beside the page, and shows an error at the page's address where that fails. */
const SVELTEKIT = `<script>
  const load = (url) => fetch(url + '/__data.json?x-sveltekit-invalidated=01').then((it) => it.text(), () => 'Error');
  const show = async (url) => (document.querySelector('main').textContent = await load(url));
  addEventListener('click', async (event) => {
    const link = event.target.closest('a');
    if (!link) return;
    event.preventDefault();
    const data = load(link.href);
    await data;
    history.pushState(null, '', link.href);
    document.querySelector('main').textContent = await data;
  });
  addEventListener('popstate', () => show(location.href));
</script>`;

const ROUTERS = { htmx: HTMX, svelte: SVELTEKIT };
type Router = keyof typeof ROUTERS;

/** Pages of both routers, which link to each other. */
function addPages(origin: Origin): void {
  for (const [router, script] of Object.entries(ROUTERS))
    for (const name of ['list', 'stored', 'unseen']) {
      const links = ['list', 'stored', 'unseen'].map(
        (to) => `<a id="${to}" href="/${router}/${to}">${to}</a>`,
      );
      const body = html(`This is ${name}`, { head: CLIENT + script }).replace(
        '</body>',
        `${links.join(' ')}</body>`,
      );
      origin.page(`/${router}/${name}`, { body, headers: { 'Cache-Control': 'public, max-age=0' } });
      origin.page(`/${router}/${name}/__data.json`, { body: `Data of ${name}` });
    }
}

/** A worker whose browser says that there is no network: one that is driven always has one, whatever its server does. */
const OFFLINE = `import { defineConfig } from 'sw-isr';
if ('ServiceWorkerGlobalScope' in globalThis) Object.defineProperty(navigator, 'onLine', { value: false });
export default defineConfig({ routes: [{ match: '/*', revalidate: '1h' }] });`;

const SHOWN = `return location.pathname + ': ' + document.querySelector('main').textContent;`;

for (const { name, launch } of engines) {
  describe(`offline, in ${name}`, () => {
    let origin: Origin;
    let engine: Engine;
    before(async () => {
      origin = await startOrigin();
      addPages(origin);
      await origin.serveWorker(OFFLINE);
      engine = await launch();
      await engine.goto(`${origin.url}/htmx/list`);
      await engine.evaluate('await navigator.serviceWorker.ready;');
      for (const path of ['/htmx/list', '/htmx/stored', '/svelte/list', '/svelte/stored'])
        await until(`${path} is stored`, async () => {
          const { timing } = await engine.goto(origin.url + path);
          return timing === 'fresh' || timing === 'offline';
        });
    });
    after(async () => {
      await engine.close();
      await origin.close();
    });

    const shown = (): Promise<string> => engine.evaluate<string>(SHOWN).catch(() => '');
    const click = (id: string): Promise<unknown> =>
      engine.evaluate(`document.getElementById('${id}').click();`);
    /** Opens the list of a router, whose client listens then. */
    async function open(router: Router): Promise<void> {
      await engine.goto(`${origin.url}/${router}/list`);
      await engine.evaluate(`const { ready } = await import('/sw-isr.js'); await ready;`);
      await sleep(500);
    }

    for (const router of Object.keys(ROUTERS) as Router[])
      it(`a link to a stored page is followed by a full load (${router})`, async () => {
        await open(router);
        await origin.unplugged(async () => {
          await click('stored');
          await until(
            'the page is there',
            async () => (await shown()) === `/${router}/stored: This is stored`,
          );
          // It did not come by the router, whose page has no such entry.
          const timing = await engine.evaluate<string>(
            `return performance.getEntriesByType('navigation')[0].name;`,
          );
          assert.equal(timing, `${origin.url}/${router}/stored`);
        });
      });

    it('the way back to a stored page is, too', async () => {
      await open('svelte');
      await click('unseen');
      await until('the router shows it', async () => (await shown()) === '/svelte/unseen: Data of unseen');
      await origin.unplugged(async () => {
        await engine.evaluate('history.back();');
        await until('the page is there', async () => (await shown()) === '/svelte/list: This is list');
      });
    });

    it('a page that is not stored is left to the router, and so is what nobody clicked', async () => {
      await open('svelte');
      await origin.unplugged(async () => {
        await engine.evaluate(`await load('/svelte/stored');`);
        await sleep(500);
        assert.equal(await shown(), '/svelte/list: This is list');
        await click('unseen');
        await until('the router shows its error', async () => (await shown()) === '/svelte/unseen: Error');
        await sleep(500);
        assert.equal(await shown(), '/svelte/unseen: Error');
      });
    });
  });
}

describe('a browser that loses its network', () => {
  const site = useSite(`routes: [{ match: '/*', revalidate: '1h' }]`, addPages);

  it('follows links to stored pages by full loads while it is gone, and by the router before', async () => {
    for (const path of ['/htmx/list', '/htmx/stored']) await site.store(path);
    const page = await site.open('/htmx/list');
    const shown = (): Promise<string> =>
      (page.evaluate(`(() => { ${SHOWN} })()`) as Promise<string>).catch(() => '');
    await sleep(1_000);
    site.origin.forget();
    await page.click('#unseen');
    await until('the router shows it', async () => (await shown()).startsWith('/htmx/unseen: '));
    assert.equal(site.origin.requests('/htmx/unseen')[0]?.headers['hx-request'], 'true');

    const worker = site.chromium.browser.targets().find((target) => target.url().endsWith('/sw.js'));
    const session = await worker?.createCDPSession();
    await session?.send('Network.enable');
    const NO_LIMIT = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    await session?.send('Network.emulateNetworkConditions', { offline: true, ...NO_LIMIT });
    await page.click('#stored');
    await until('the stored page is there', async () => (await shown()) === '/htmx/stored: This is stored');
    await session?.detach();
    await page.close();
  });
});
