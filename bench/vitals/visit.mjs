/** One visit to a page, and its Web Vitals, as Google's `web-vitals` measures them. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_FLAGS } from '../../test/support/runner/engines.mjs';
import { inspectMachine } from '../../test/support/runner/machine.mjs';

/** @typedef {{ LCP?: number, CLS?: number, INP?: number, state?: string }} Vitals `state`: the worker's word, if it answered */

/** Milliseconds without a new largest paint or shift after which a page has come to rest. */
const REST_MS = 600;

const library = await readFile(
  fileURLToPath(new URL('../../node_modules/web-vitals/dist/web-vitals.iife.js', import.meta.url)),
  'utf8',
);

const NOTE = `${library}
globalThis.vitals = {};
for (const name of ['LCP', 'CLS', 'INP'])
  webVitals['on' + name](({ value }) => (vitals[name] = value), { reportAllChanges: true, durationThreshold: 16 });`;

/** A browser that runs the pages' scripts as without a worker: the client finds none. */
const WITHOUT = `Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined });`;

export function launch() {
  const { chromium } = inspectMachine();
  if (!chromium)
    throw new Error('Failed to start "Chromium": there is none. Install it, or set CHROME_PATH.');
  return puppeteer.launch({ executablePath: chromium, headless: true, pipe: true, args: CHROMIUM_FLAGS });
}

/**
 * A visitor with a profile of their own.
 * @param {import('puppeteer-core').Browser} browser @param {boolean} hasWorker
 */
export async function openVisitor(browser, hasWorker) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  await page.evaluateOnNewDocument(hasWorker ? NOTE : WITHOUT + NOTE);
  return page;
}

const read = () => ({
  .../** @type {{ vitals: Vitals }} */ (/** @type {unknown} */ (globalThis)).vitals,
  state: /** @type {PerformanceNavigationTiming} */ (
    performance.getEntriesByType('navigation')[0]
  ).serverTiming?.find(({ name }) => name === 'isr')?.description,
});

/**
 * Opens a page, waits until it rests, and presses something on it.
 * @param {import('puppeteer-core').Page} page @param {string} url @param {string} press
 * @returns {Promise<Vitals>}
 */
export async function visit(page, url, press) {
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForSelector(press);
  await page.waitForNetworkIdle({ idleTime: REST_MS });
  await page.click(press);
  // Chromium reports no press that it has answered within 16 ms.
  await page.waitForFunction('vitals.INP !== undefined', { timeout: 500 }).catch(() => undefined);
  return page.evaluate(read);
}
