/** What a visitor does: two visits, offline, and a tab that stays open while the site is deployed. */
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('puppeteer-core').Page} Page */

export const CHECKS = ['registered', 'second visit a hit', 'offline', 'no missing chunk', 'new version'];

const DEADLINE_MS = 90_000;

/** @param {string} what @param {() => Promise<unknown>} ask */
async function until(what, ask) {
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
async function visit(page, url) {
  const response = await page.goto(url, { waitUntil: 'load' });
  const text = await page.evaluate(() => document.body.innerText);
  const isHit = /^sw-isr; hit/.test(response?.headers()['cache-status'] ?? '');
  return { status: response?.status(), isHit, text };
}

/** The address under which the worker stores the late part; empty before. @param {Page} page */
const storedPart = (page) =>
  page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        if ((await response?.text())?.includes('Late A')) return request.url;
      }
    }
    return '';
  });

/** Clicks until the page reacts: a framework may still be starting. @param {Page} page */
const loadsLate = (page) => async () => {
  await page.click('button');
  await sleep(200);
  return (await page.$eval('output', ({ textContent }) => textContent)) === 'Late A';
};

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {{ origin: string, other: string, stop: () => Promise<void>, restart: () => Promise<void>, deploy: () => Promise<void> }} site
 *   `deploy` replaces the site by its version B
 * @returns {Promise<Record<string, string>>} `ok`, or what was seen instead, for each check up to the first that failed
 */
export async function play(browser, { origin, other, stop, restart, deploy }) {
  /** @type {Record<string, string>} */
  const seen = {};
  const page = await browser.newPage();
  const home = `${origin}/`;
  const steps = {
    registered: async () => {
      await visit(page, home);
      await until('a worker that controls the page', () =>
        page.evaluate(() => navigator.serviceWorker.controller?.scriptURL.endsWith('/sw.js')),
      );
    },
    'second visit a hit': async () => {
      for (const url of [home, origin + other])
        await until(`a hit of ${url}`, async () => (await visit(page, url)).isHit);
    },
    offline: async () => {
      await until('the late part in the store', () => storedPart(page));
      await stop();
      for (const url of [home, origin + other]) {
        const { status, isHit, text } = await visit(page, url);
        if (status !== 200 || !isHit || text === '') throw new Error(`${url}: ${status} ${isHit} ${text}`);
      }
      await restart();
    },
    'no missing chunk': async () => {
      await visit(page, home);
      const part = await storedPart(page);
      await stop();
      await deploy();
      await restart();
      const answer = await fetch(part);
      if (answer.ok && (await answer.text()).includes('Late A'))
        throw new Error(`${part} is on the server still, so this shows nothing`);
      await until('the late part of the open tab', loadsLate(page));
    },
    'new version': async () => {
      const fresh = await browser.newPage();
      await until('the new version', async () => (await visit(fresh, home)).text.includes('Version B'));
      await fresh.close();
    },
  };
  for (const [name, step] of Object.entries(steps)) {
    try {
      await step();
      seen[name] = 'ok';
    } catch (error) {
      seen[name] = error instanceof Error ? error.message : String(error);
      break;
    }
  }
  await page.close();
  return seen;
}
