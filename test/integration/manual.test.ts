import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchChromium, serverTiming, type Chromium } from '../support/chromium.js';
import { serveFolder, type ServedFolder } from '../support/cli.js';
import { machine } from '../support/machine.js';
import { until } from '../support/site.js';

const COUNT = 50;

/** What a page looks like: nothing of it is there when its style sheet is not. */
const look = (page: Page) =>
  page.evaluate(() => ({
    rules: [...document.styleSheets].map(({ cssRules }) => cssRules.length),
    heading: getComputedStyle(document.querySelector('h1, h2, h3, th') ?? document.body).color,
    images: [...document.images].map(({ naturalWidth }) => naturalWidth),
  }));

interface Read {
  status: number;
  bytes: string;
  look: Awaited<ReturnType<typeof look>>;
}

/** PostgreSQL's manual: a site of 1,169 pages that knows nothing of this library. */
function describeManual(docs: string): void {
  const names = readdirSync(docs).filter((name) => name.endsWith('.html') && name !== 'index.html');
  const every = Math.floor(names.length / COUNT);
  const visited = ['index.html', ...names.filter((_, index) => index % every === 0).slice(0, COUNT - 1)];
  const unvisited = names.find((name) => !visited.includes(name)) ?? '';

  describe('a manual that `sw-isr serve` serves', () => {
    let server: ServedFolder;
    let chromium: Chromium;
    let page: Page;
    before(async () => {
      server = await serveFolder(docs);
      chromium = await launchChromium();
      page = await chromium.newPage();
    });
    after(async () => {
      await chromium.close();
      await server.kill();
    });

    async function read(name: string): Promise<Read> {
      const { status, body } = await chromium.visit(`${server.url}/${name}`, page);
      return { status, bytes: body, look: await look(page) };
    }

    it(`reads the same offline: ${COUNT} pages, byte by byte, with their styles`, async () => {
      const online = new Map<string, Read>();
      for (const name of visited) {
        online.set(name, await read(name));
        await until('the worker controls the page', () =>
          page.evaluate(() => navigator.serviceWorker.controller !== null),
        );
      }
      // The last page may still be on its way into the store.
      await until('the last page is stored', async () => {
        await page.reload();
        return (await serverTiming(page)) === 'fresh';
      });
      await server.kill();
      await chromium.stopWorkers();
      for (const name of visited) {
        assert.deepEqual(await read(name), online.get(name), name);
        assert.equal(await serverTiming(page), 'fresh', name);
      }
    });

    it('lists them all on the offline page that an unvisited one gives', async () => {
      const { status } = await chromium.visit(`${server.url}/${unvisited}`, page);
      assert.equal(status, 503);
      const links = await page.$$eval('a[href$=".html"]', (found) =>
        found.map(({ pathname }) => pathname.slice(1)),
      );
      assert.deepEqual(links.sort(), [...visited].sort());
      await chromium.screenshot(page, 'manual-offline');
    });
  });
}

// Where the manual is not installed, the runner says that this was not run.
if (machine.docs) describeManual(machine.docs);
