/** What the visitors of both stories do alike. */
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('puppeteer-core').Page} Page */

const DEADLINE_MS = 90_000;

/** @param {string} what @param {() => Promise<unknown>} ask again and again, until it is so */
export async function until(what, ask) {
  const end = Date.now() + DEADLINE_MS;
  let last;
  while (Date.now() < end) {
    last = await ask().catch((error) => error);
    if (last && !(last instanceof Error)) return;
    await sleep(200);
  }
  throw new Error(`Failed to see "${what}": the last was ${String(last)}.`);
}

/** @param {Page} page @param {string} url */
export async function visit(page, url) {
  const response = await page.goto(url, { waitUntil: 'load' });
  const text = await page.evaluate(() => document.body.innerText);
  const isHit = /^sw-isr; hit/.test(response?.headers()['cache-status'] ?? '');
  return { status: response?.status(), isHit, text };
}

/** The first visit, after which the worker controls the page. @param {Page} page @param {string} url */
export async function visitFirst(page, url) {
  await visit(page, url);
  await until('a worker that controls the page', () =>
    page.evaluate(() => navigator.serviceWorker.controller?.scriptURL.endsWith('/sw.js')),
  );
}

/** @param {Page} page @param {string[]} urls */
export async function visitUntilHits(page, urls) {
  for (const url of urls) await until(`a hit of ${url}`, async () => (await visit(page, url)).isHit);
}

/** Without the origin each page is read from the store. @param {Page} page @param {string[]} urls */
export async function visitOffline(page, urls) {
  for (const url of urls) {
    const { status, isHit, text } = await visit(page, url);
    if (status !== 200 || !isHit || text === '') throw new Error(`${url}: ${status} ${isHit} ${text}`);
  }
}

/** @param {unknown} error */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));
