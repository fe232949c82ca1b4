/** The plugin for Vite in a browser: a build in `vite preview`, two deployments, and `vite dev` on the same port. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { build, createServer, preview, type InlineConfig } from 'vite';
import type { Page } from 'puppeteer-core';
import { swIsr, type SwIsrOptions } from '../../src/plugin/entries/vite.js';
import { createWorkspace, siteOf, type Workspace } from '../plugin/projects.js';
import { launchChromium, type Chromium } from '../support/chromium.js';
import { inPage } from '../support/page-client.js';
import { until as waitUntil } from '../support/site.js';

/** Builds run beside the browser here. */
const until = (what: string, happened: () => Promise<boolean>): Promise<void> =>
  waitUntil(what, happened, 60);

let workspace: Workspace;
let chromium: Chromium;
let close: () => Promise<void> = async () => undefined;
let port = 0;
const home = (): string => `http://localhost:${port}/`;

const configOf = (options?: SwIsrOptions): InlineConfig => ({
  root: workspace.folder,
  configFile: false,
  logLevel: 'silent',
  plugins: [swIsr(options)],
  server: { port, strictPort: true, host: 'localhost' },
  preview: { port, strictPort: true, host: 'localhost' },
});

/** Ends the server of before, and starts one on its port: for a browser it is the same site. */
async function serve(start: () => Promise<{ port: number; close: () => Promise<void> }>): Promise<void> {
  await close();
  const server = await start();
  ({ port } = server);
  close = server.close;
}

async function servePreview(version: string): Promise<void> {
  await workspace.write({ ...siteOf(version), 'public/about.html': '<title>About</title>' });
  await build(configOf());
  await serve(async () => {
    const server = await preview(configOf());
    const address = server.httpServer.address();
    assert.ok(address && typeof address === 'object');
    return { port: address.port, close: () => server.close() };
  });
}

const serveDev = (options?: SwIsrOptions): Promise<void> =>
  serve(async () => {
    const server = await createServer(configOf(options));
    await server.listen();
    return { port, close: () => server.close() };
  });

const isControlled = (page: Page) => (): Promise<boolean> =>
  page.evaluate(() => navigator.serviceWorker.controller?.state === 'activated');
const visitUntilHit = (page: Page) => async (): Promise<boolean> =>
  (await chromium.visit(home(), page)).cacheStatus !== undefined;

/** Whether the worker stores the late part, which no page has loaded. */
const keepsLatePart = (page: Page, version: string) => (): Promise<boolean> =>
  page.evaluate(async (text) => {
    for (const name of await caches.keys())
      for (const response of await (await caches.open(name)).matchAll())
        if ((await response.text()).includes(text)) return true;
    return false;
  }, `Late ${version}`);

const loadLatePart = async (page: Page): Promise<string> => {
  await page.click('button');
  await page.waitForFunction(() => document.querySelector('output')?.textContent !== '');
  return page.$eval('output', ({ textContent }) => textContent);
};

before(async () => {
  workspace = await createWorkspace(siteOf('A'));
  chromium = await launchChromium();
});
after(async () => {
  await chromium.close();
  await close();
  await workspace.remove();
});

describe('a site that Vite builds with the plugin', () => {
  let tab: Page;

  it('registers its worker, and answers the second visit from the store, also offline', async () => {
    await servePreview('A');
    tab = await chromium.newPage();
    await chromium.visit(home(), tab);
    await until('the worker controls the page', isControlled(tab));
    await until('a visit is a hit', visitUntilHit(tab));
    await until('the late part is stored', keepsLatePart(tab, 'A'));
    await close();
    close = async () => undefined;
    const { cacheStatus } = await chromium.visit(home(), tab);
    assert.ok(cacheStatus, 'the page came from the store');
    assert.equal(await tab.$eval('main', ({ textContent }) => textContent), 'Version A');
  });

  it('exports the client of the page, the one of the script line', async () => {
    const isOne = await inPage<boolean>(
      tab,
      "return (await window.isr) === (await (await import('/sw-isr.js')).ready);",
    );
    assert.ok(isOne);
  });

  it('loads a late part in a tab that was open while another version was deployed', async () => {
    await servePreview('B');
    assert.equal(await loadLatePart(tab), 'Late A');
    const other = await chromium.newPage();
    await until('a visit is of the new version', async () => {
      await chromium.visit(home(), other);
      return (await other.$eval('main', ({ textContent }) => textContent)) === 'Version B';
    });
    assert.equal(await loadLatePart(other), 'Late B');
    await other.close();
  });

  it('has no worker in `vite dev`, where the one of before removes itself', async () => {
    await serveDev();
    await until('no worker is left', async () => {
      await chromium.visit(home(), tab).catch(() => undefined);
      return tab.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
    });
    const { cacheStatus } = await chromium.visit(home(), tab);
    assert.equal(cacheStatus, undefined);
    assert.equal(await loadLatePart(tab), 'Late B');
  });

  it('has one in `vite dev` with `devWorker`', async () => {
    // Vite's client reloads a page when the server is back, and would end a navigation.
    await tab.close();
    await serveDev({ devWorker: true });
    tab = await chromium.newPage();
    await chromium.visit(home(), tab);
    await until('the worker controls the page', isControlled(tab));
    await tab.close();
  });
});
