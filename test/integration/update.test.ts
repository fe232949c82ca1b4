import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { configSource } from '../support/build-worker.js';
import { failing, type Handler } from '../support/faults.js';
import { html } from '../support/html.js';
import { eventsOf, inPage, NOTING_CLIENT } from '../support/page-client.js';
import { ship } from '../support/ship.js';
import { until, useSite } from '../support/site.js';

const ROUTES = `keepDeployments: 2, routes: [{ match: '/a/*', revalidate: 600 }]`;
const site = useSite(`deployment: 'one', ${ROUTES}`, (origin) => {
  origin.page('/a/home', { body: html('Home', { head: NOTING_CLIENT }) });
});

const deploy = (page: Page, deployment: string): Promise<void> =>
  ship(site.origin, page, configSource(`deployment: '${deployment}', ${ROUTES}`));

describe('a new worker', () => {
  it('takes over while tabs are open, tells them, and mixes no pages of two deployments (rule 32)', async () => {
    const page = await site.open('/a/home');
    for (const path of ['/a/both', '/a/only-one']) {
      site.origin.page(path, { body: html(`${path} of one`) });
      await site.store(path);
    }
    await deploy(page, 'two');
    await until('the tab is told', async () =>
      (await eventsOf(page)).some(
        ({ type, detail }) => type === 'deployment' && detail.from === 'one' && detail.to === 'two',
      ),
    );
    assert.equal(await page.$eval('main', ({ textContent }) => textContent), 'Home');

    site.origin.page('/a/both', { body: html('/a/both of two') });
    site.origin.forget();
    const { body, cacheStatus } = await site.visit('/a/both');
    assert.deepEqual([body, cacheStatus?.hit], [html('/a/both of two'), false]);
    await site.store('/a/both');
    await page.close();
  });

  it('offline shows a page of the deployment before rather than none', async () => {
    await site.origin.unplugged(async () => {
      assert.equal((await site.visit('/a/both')).body, html('/a/both of two'));
      const { status, body, cacheStatus } = await site.visit('/a/only-one');
      assert.deepEqual([status, body, cacheStatus?.detail], [200, html('/a/only-one of one'), 'offline']);
    });
    site.origin.page('/a/only-one', { body: html('/a/only-one of two') });
    assert.equal((await site.visit('/a/only-one')).body, html('/a/only-one of two'));
  });

  it('drops what is older than keepDeployments, and goes back to what was kept', async () => {
    // A tab keeps the deployment that it was loaded with.
    const others = await site.chromium.browser.pages();
    const page = await site.open('/a/home');
    await Promise.all(others.map((other) => other.close()));
    site.origin.page('/a/two', { body: html('two') });
    await site.store('/a/two');
    await deploy(page, 'three');
    await site.origin.unplugged(async () => {
      assert.equal((await site.visit('/a/only-one')).body, html('/a/only-one of two'));
    });
    await deploy(page, 'two');
    site.origin.forget();
    assert.equal((await site.visit('/a/two')).cacheStatus?.hit, true);
    assert.deepEqual(site.origin.requests('/a/two'), []);
    const keptIn = () =>
      page.evaluate(
        () =>
          new Promise<string[]>((resolve, reject) => {
            const opening = indexedDB.open('sw-isr');
            opening.onerror = () => reject(new Error('it does not open'));
            opening.onsuccess = () => {
              const reading = opening.result.transaction('entries').objectStore('entries').getAllKeys();
              reading.onsuccess = () => {
                opening.result.close();
                resolve(reading.result.map((key) => /^\w+/.exec(key as string)?.[0] ?? ''));
              };
            };
          }),
      );
    await until('the oldest has gone', async () => {
      const kept = await keptIn();
      return kept.includes('two') && !kept.includes('one');
    });
    await page.close();
  });
});

describe('a worker that generates pages ahead', () => {
  it('leaves off for a newer one, which would wait for it for up to five minutes', async () => {
    const paths = Array.from({ length: 200 }, (_, at) => `/a/ahead-${at}`);
    for (const path of paths) site.origin.page(path, { delay: 500 });
    const page = await site.open('/a/home');
    const ahead = `[{ match: '/a/*', revalidate: 600, paths: ${JSON.stringify(paths)} }]`;
    await ship(site.origin, page, configSource(`deployment: 'ahead', routes: ${ahead}`));
    await until('it has begun', () => paths.some((path) => site.origin.requests(path).length > 0));
    await deploy(page, 'next');
    const asked = paths.filter((path) => site.origin.requests(path).length > 0).length;
    assert.ok(asked < paths.length / 2, `${asked} pages were asked for meanwhile`);
    await page.close();
  });
});

describe('a worker that cannot be updated', () => {
  const script =
    (body: string): Handler =>
    (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(body);
    };
  const CASES: [string, Handler][] = [
    ['throws when it starts', script('throw new Error("broken build");')],
    ['does not parse', script('const = ;')],
    ['is a 404', failing(404)],
    ['is a 500', failing(500)],
    [
      'is a page',
      (_request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(html('App')),
    ],
  ];

  for (const [what, handler] of CASES)
    it(`leaves the old one serving: the new script ${what}`, async () => {
      const page = await site.open('/a/home');
      await site.store('/a/home');
      site.origin.handle('/sw.js', handler);
      const outcome = await inPage<string>(
        page,
        `return isr.update({ timeout: 5_000 }).then(() => 'resolved', ({ code }) => code);`,
      );
      assert.ok(outcome !== 'timeout', 'update() never ended');
      const { cacheStatus, status } = await site.visit('/a/home');
      assert.deepEqual([status, cacheStatus?.hit], [200, true]);
      await site.chromium.stopWorkers();
      assert.equal((await site.visit('/a/home')).cacheStatus?.hit, true);
      await page.close();
    });
});
