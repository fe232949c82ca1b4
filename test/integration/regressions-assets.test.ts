/** Which assets come from the worker’s store when, and which it never keeps. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { silent } from '../support/faults.js';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';
import { eventsOf, inPage, NOTING_CLIENT } from '../support/page-client.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`networkTimeout: '1s', routes: [{ match: '/a/*', revalidate: 60 }]`);

const styles = (path: string, red: number, headers: Record<string, string> = {}, origin = site.origin) =>
  origin.page(path, {
    body: `main { color: rgb(${red}, 0, 0) }`,
    headers: { 'Content-Type': 'text/css', ...headers },
  });

const redOf = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { color } = getComputedStyle(document.querySelector('main') ?? document.body);
    return Number(/\d+/.exec(color)?.[0]);
  });

/** The paths of the assets that the worker keeps. */
const keptIn = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of (await caches.keys()).filter((name) => name !== 'sw-isr-hot'))
      for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
    return paths;
  });

/** When the use of an asset was last noted, in milliseconds since the epoch. */
const lastUse = (page: Page, path: string): Promise<number> =>
  page.evaluate(async (end) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('sw-isr');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error ?? new Error('no database'));
    });
    const reading = database.transaction('state').objectStore('state').get('assets');
    const row = await new Promise<unknown>((resolve) => (reading.onsuccess = () => resolve(reading.result)));
    database.close();
    const uses = Object.entries((row ?? {}) as Record<string, number>);
    return uses.find(([name]) => name.includes(`${end} `))?.[1] ?? 0;
  }, path);

/** Opens a page with these styles, and waits until those that are named are kept. */
async function openWith(paths: string[], kept: string[], more = ''): Promise<Page> {
  const page = `/a/with-${paths.join('-').replace(/\W+/g, '-')}`;
  const head = more + paths.map((path) => `<link rel="stylesheet" href="${path}">`).join('');
  site.origin.page(page, { body: html('Styled', { head }) });
  const visit = await site.visit(page, await site.chromium.newPage());
  await until(`${kept.join(', ')} is kept`, async () => {
    const there = await keptIn(visit.page);
    return kept.every((path) => there.includes(path));
  });
  return visit.page;
}

/** The styles as the page shows them when it is opened once more, and how long that took. */
async function again(page: Page): Promise<{ red: number; ms: number }> {
  const startedAt = performance.now();
  await page.goto(page.url(), { waitUntil: 'load' });
  return { red: await redOf(page), ms: performance.now() - startedAt };
}

describe('an asset that is kept', () => {
  it('comes from the store, and the server is not asked, when it says `immutable`', async () => {
    styles('/fixed.css', 1, { 'Cache-Control': 'immutable' });
    const page = await openWith(['/fixed.css'], ['/fixed.css']);
    styles('/fixed.css', 2);
    site.origin.forget();
    assert.equal((await again(page)).red, 1);
    assert.deepEqual(site.origin.requests('/fixed.css'), []);
    await page.close();
  });

  it('is asked for at the server otherwise, though its name may hold a hash', async () => {
    const path = '/app.3f9a8b2c71.css';
    styles(path, 1);
    const page = await openWith([path], [path]);
    styles(path, 2);
    assert.equal((await again(page)).red, 2);
    await page.close();
  });

  it('comes from the browser’s HTTP cache for as long as that holds it fresh', async () => {
    styles('/hour.css', 1, { 'Cache-Control': 'max-age=3600' });
    const page = await openWith(['/hour.css'], ['/hour.css']);
    site.origin.forget();
    assert.equal((await again(page)).red, 1);
    assert.deepEqual(site.origin.requests('/hour.css'), []);
    await page.close();
  });

  it('stands in when the server says nothing for `networkTimeout`', async () => {
    styles('/slow.css', 1);
    const page = await openWith(['/slow.css'], ['/slow.css']);
    site.origin.handle('/slow.css', silent);
    const { red, ms } = await again(page);
    assert.equal(red, 1);
    assert.ok(ms > 900 && ms < 8_000, `it took ${ms} ms`);
    await page.close();
  });

  it('is renewed by an answer that comes after it stood in, however late', async () => {
    styles('/late.css', 1);
    const page = await openWith(['/late.css'], ['/late.css'], NOTING_CLIENT);
    styles('/late.css', 2);
    const answer = site.origin.hold('/late.css');
    assert.equal((await again(page)).red, 1);
    // Nothing else keeps the worker at work by then.
    await sleep(3_000);
    const answeredAt = await page.evaluate(() => Date.now());
    answer();
    await until('the new one is kept', () =>
      page.evaluate(
        async () => (await (await caches.match('/late.css'))?.text())?.includes('rgb(2') ?? false,
      ),
    );
    // For this the event has to be alive still.
    await until('its use is noted', async () => (await lastUse(page, '/late.css')) > answeredAt);
    assert.deepEqual(
      (await eventsOf(page)).filter(({ type }) => type === 'error'),
      [],
    );
    await page.close();
  });

  it('stands in when the server cannot be reached', async () => {
    styles('/gone.css', 1);
    const page = await openWith(['/gone.css'], ['/gone.css']);
    await site.origin.unplug();
    try {
      assert.equal((await again(page)).red, 1);
    } finally {
      await site.origin.plug();
      await page.close();
    }
  });
});

describe('assets of one user', () => {
  it('are not kept: what is `private` or `no-store`', async () => {
    styles('/private.css', 1, { 'Cache-Control': 'private, max-age=60' });
    styles('/no-store.css', 1, { 'Cache-Control': 'no-store' });
    styles('/public.css', 1);
    // The last one that is kept was fetched with the others; a second visit gives them time besides.
    const page = await openWith(['/private.css', '/no-store.css', '/public.css'], ['/public.css']);
    await again(page);
    const kept = await keptIn(page);
    assert.ok(kept.includes('/public.css'));
    assert.deepEqual(
      kept.filter((path) => path === '/private.css' || path === '/no-store.css'),
      [],
    );
    await page.close();
  });

  for (const call of ['clearUser', 'clear']) {
    it(`are gone after ${call}()`, async () => {
      styles(`/before-${call}.css`, 1);
      const page = await openWith([`/before-${call}.css`], [`/before-${call}.css`]);
      await inPage(page, `await isr.setUser('ada'); await isr.${call}();`);
      assert.deepEqual(await keptIn(page), []);
      await page.close();
    });

    it(`are not kept when ${call}() came while they were fetched`, async () => {
      const path = `/during-${call}.css`;
      styles(path, 1);
      styles('/after.css', 1);
      const page = await openWith([], []);
      let answer = (): void => undefined;
      site.origin.handle(path, (_request, response) => {
        answer = () => response.writeHead(200, { 'Content-Type': 'text/css' }).end('main { margin: 0 }');
      });
      const link = (href: string) =>
        page.evaluate((given) => {
          document.head.append(
            Object.assign(document.createElement('link'), { rel: 'stylesheet', href: given }),
          );
        }, href);
      site.origin.forget();
      await link(path);
      await until('the asset is asked for', () => site.origin.requests(path).length > 0);
      await inPage(page, `await isr.setUser('ada'); await isr.${call}();`);
      answer();
      await until('the asset is there', () =>
        page.evaluate((end) => [...document.styleSheets].some(({ href }) => href?.endsWith(end)), path),
      );
      // What is fetched after it is kept: by then the one before would be too.
      await link('/after.css');
      await until('a later asset is kept', async () => (await keptIn(page)).includes('/after.css'));
      assert.ok(!(await keptIn(page)).includes(path), 'it was stored after the wipe');
      await page.close();
    });
  }
});

describe('styles of another site, on the very first page', () => {
  /** Opens the page where no worker is yet, and then without any network. */
  async function redWithoutNetwork(path: string, other: Origin, attributes: string): Promise<number> {
    const context = await site.chromium.browser.createBrowserContext();
    const page = await context.newPage();
    const link = `<link rel="stylesheet" href="${other.url}/cdn.css" ${attributes}>`;
    site.origin.page(path, {
      body: html('First', { head: `${link}<script type="module" src="/sw-isr.js"></script>` }),
    });
    await page.goto(site.origin.url + path);
    await until('the worker keeps the styles', async () => (await keptIn(page)).includes('/cdn.css'));
    await until('the page is kept', () =>
      inPage<boolean>(page, `return (await isr.pages()).some(({ url }) => url.endsWith('${path}'));`),
    );
    await Promise.all([site.origin.unplug(), other.unplug()]);
    try {
      await page.goto(site.origin.url + path);
      return await redOf(page);
    } finally {
      await Promise.all([site.origin.plug(), other.plug()]);
      await context.close();
    }
  }

  for (const [what, attributes, headers] of [
    ['asked for with CORS', 'crossorigin', { 'Access-Control-Allow-Origin': '*' }],
    ['that allow CORS, asked for without', '', { 'Access-Control-Allow-Origin': '*' }],
    ['that know no CORS', '', {}],
  ] as [string, string, Record<string, string>][]) {
    it(`can be read offline: ${what}`, async () => {
      const other = await startOrigin();
      try {
        styles('/cdn.css', 7, headers, other);
        const path = `/a/first-${what.replace(/\W+/g, '-')}`;
        assert.equal(await redWithoutNetwork(path, other, attributes), 7);
      } finally {
        await other.close();
      }
    });
  }
});
