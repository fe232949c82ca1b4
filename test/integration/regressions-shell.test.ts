/** Shells whose page never comes: they end in something that can be read, or in the page after all. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { Handler } from '../support/faults.js';
import { html } from '../support/html.js';
import { machine } from '../support/machine.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [{ match: '/p/*', revalidate: 60, fallback: true }]`);

const textOf = (page: Page) => page.evaluate(() => document.body.innerText).catch(() => '');
const titleOf = (page: Page) => page.evaluate(() => document.title).catch(() => '');

const NO_PAGE: [string, string, Handler][] = [
  ['a 204', '/p/nothing', (_request, response) => response.writeHead(204).end()],
  [
    'a file to save',
    '/p/file',
    (_request, response) =>
      response
        .writeHead(200, {
          'Content-Type': 'text/html',
          'Content-Disposition': 'attachment; filename="a.html"',
        })
        .end(html('A file')),
  ],
];

/** Firefox that stops a worker after three seconds, whatever it is busy with. Chromium’s DevTools would leave the stream open. */
const impatientFirefox = (): Promise<Browser> =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath: machine.firefox,
    headless: true,
    extraPrefsFirefox: {
      'dom.serviceWorkers.idle_timeout': 1_000,
      'dom.serviceWorkers.idle_extended_timeout': 2_000,
    },
  });

describe('a shell', () => {
  for (const [what, path, handler] of NO_PAGE) {
    it(`ends with a sentence when the answer is ${what}`, async () => {
      site.origin.handle(path, handler);
      const page = await site.chromium.newPage();
      page.goto(site.origin.url + path).catch(() => undefined);
      await until('a sentence stands in the shell', async () => /no page here/.test(await textOf(page)));
      assert.equal(
        await page.$eval('[role=alert]', ({ textContent }) => textContent.trim().length > 20),
        true,
      );
      await until('it loads no longer', () => page.evaluate(() => document.readyState === 'complete'));
      await page.close();
    });
  }

  for (const fragment of ['', '#part']) {
    it(`becomes the page when its worker was stopped in its midst${fragment && ', with a fragment'}`, async () => {
      const path = `/p/stopped-${fragment.length}`;
      let requests = 0;
      site.origin.handle(path, (_request, response) => {
        requests += 1;
        // The first is never answered.
        if (requests > 1) response.writeHead(200, { 'Content-Type': 'text/html' }).end(html('Recovered'));
      });
      const browser = await impatientFirefox();
      try {
        const page = await browser.newPage();
        await page.goto(`${site.origin.url}/blank`);
        await page.evaluate(async () => {
          await navigator.serviceWorker.register('/sw.js');
          await navigator.serviceWorker.ready;
        });
        await until('the worker controls the page', async () => {
          await page.goto(`${site.origin.url}/blank`);
          return page.evaluate(() => navigator.serviceWorker.controller?.state === 'activated');
        });
        page.goto(site.origin.url + path + fragment).catch(() => undefined);
        await until('the shell is shown', async () => (await titleOf(page)) === 'Loading…');
        await until('the page is shown', async () => (await titleOf(page)) === 'Recovered', 45);
        assert.equal(page.url(), site.origin.url + path + fragment);
      } finally {
        await browser.close();
      }
    });
  }
});
