/**
 * Visits the built site as a reader does, in Chromium: the worker stores all of it, and without a server each page can
 * be read and searched.
 */
import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { launch } from 'puppeteer-core';
import { CHROMIUM_FLAGS } from '../../test/support/runner/engines.mjs';
import { fileFor } from './links.mjs';

const TIMEOUT_MS = 60_000;
/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** Serves a folder. @param {string} folder */
async function serveFolder(folder) {
  const server = createServer(({ url = '/' }, response) => {
    const file = fileFor(folder, new URL(url, 'http://site').pathname);
    if (!file) return void response.writeHead(404, { 'Content-Type': TYPES['.html'] }).end('Not found');
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
    return void createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://localhost:${port}`, close };
}

/** Resolves when everything that is listed is stored. @param {import('puppeteer-core').Page} page */
const untilStored = (page) =>
  page.waitForFunction(
    async () => {
      const { pages, search, assets } = await (await fetch('/isr-paths.json')).json();
      const { ready } = await import(new URL('/sw-isr.js', location.href).href);
      const stored = await Promise.all(assets.map((/** @type {string} */ path) => caches.match(path)));
      return stored.every(Boolean) && (await (await ready).stats()).entries >= pages.length + search.length;
    },
    { timeout: TIMEOUT_MS, polling: 500 },
  );

/** Types into the search, and returns where the results lead. @param {import('puppeteer-core').Page} page */
async function search(page) {
  await page.click('button[data-open-modal]');
  const field = await page.waitForSelector('.pagefind-ui__search-input', { timeout: TIMEOUT_MS });
  await field?.type('webhook');
  await page.waitForSelector('.pagefind-ui__result-link', { timeout: TIMEOUT_MS });
  return page.$$eval('.pagefind-ui__result-link', (links) => links.map((link) => link.getAttribute('href')));
}

/** @param {string} folder the built site @param {string} executablePath Chromium */
export async function visitSite(folder, executablePath) {
  const { origin, close } = await serveFolder(folder);
  const browser = await launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    await page.goto(`${origin}/`);
    await untilStored(page);
    await close();
    const answer = await page.goto(`${origin}/config/`);
    assert.match(answer?.headers()['cache-status'] ?? '', /^sw-isr; hit/);
    assert.match(await page.title(), /^Configuration/);
    assert.notEqual(await page.$('isr-update'), null);
    const results = await search(page);
    assert.ok(
      results.some((address) => address?.startsWith('/feed/')),
      `The search found ${results}.`,
    );
  } finally {
    await Promise.all([browser.close(), close()]);
  }
}
