/** A site of many pages with its worker, the inspector in it, and a Chromium that has stored them. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_FLAGS } from '../../test/support/runner/engines.mjs';
import { inspectMachine } from '../../test/support/runner/machine.mjs';

const CONFIG = `import { defineConfig } from 'sw-isr';
export default defineConfig({
  inspector: true,
  assets: false,
  limits: { maxEntries: 20000, maxBytes: '500MB' },
  routes: [
    { match: '/products/:id', revalidate: '1h', audience: 'everyone', tags: ({ params }) => ['product:' + params.id, 'products'] },
    { match: '/news/*', revalidate: 60, audience: 'everyone', tags: ['news'] },
    { match: '/plain', revalidate: 0 },
    { match: '/*', revalidate: '5m', audience: 'everyone' },
  ],
});
`;

/** @param {string} path */
const page = (path) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Page ${path}</title>
<script type="module" src="/sw-isr.js"></script><script type="module" src="/sw-isr-inspector.js"></script>
<h1>${path}</h1><p>${'Words of the page. '.repeat(40)}</p><isr-pill></isr-pill>`;

/** @param {number} number */
export const pathOf = (number) => (number % 4 ? `/products/${number}` : `/news/${number}`);

async function scripts() {
  const { build } = await import(pathToFileURL(resolve('dist/build.js')).href);
  const folder = await mkdtemp(resolve('.cache/bench-inspector-'));
  try {
    await writeFile(join(folder, 'isr.config.ts'), CONFIG);
    await build({ config: join(folder, 'isr.config.ts'), out: folder });
    const read = async (/** @type {string} */ name) =>
      /** @type {const} */ ([`/${name}`, await readFile(join(folder, name))]);
    return new Map(await Promise.all(['sw.js', 'sw-isr.js', 'sw-isr-inspector.js'].map(read)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function startSite() {
  const files = await scripts();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const file = files.get(pathname);
    const type = file ? 'text/javascript' : 'text/html; charset=utf-8';
    response.setHeader('Content-Type', type).setHeader('Cache-Control', 'no-cache');
    response.end(file ?? page(pathname));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @param {string} url */
export async function launchIn(url) {
  const browser = await puppeteer.launch({
    executablePath: inspectMachine().chromium,
    headless: true,
    pipe: true,
    args: CHROMIUM_FLAGS,
  });
  const tab = await browser.newPage();
  await tab.goto(`${url}/start`);
  await tab.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', {
    timeout: 30_000,
  });
  return { browser, tab };
}

/**
 * Stores pages, a few hundred in one call.
 * @param {import('puppeteer-core').Page} tab @param {number} count
 */
export async function storePages(tab, count) {
  for (let from = 0; from < count; from += 500) {
    const paths = Array.from({ length: Math.min(500, count - from) }, (_, at) => pathOf(from + at));
    await tab.evaluate(`(async () => {
      const { ready } = await import('/sw-isr.js');
      const isr = await ready;
      await isr.prefetch(${JSON.stringify(paths)}, { timeout: 120000 });
    })()`);
  }
}
