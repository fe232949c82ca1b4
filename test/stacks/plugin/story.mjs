/** What a visitor does: two visits, offline, and a tab that stays open while the site is deployed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, until, visit, visitFirst, visitOffline, visitUntilHits } from '../visitor.mjs';

/** @typedef {import('puppeteer-core').Page} Page */

export const CHECKS = ['registered', 'second visit a hit', 'offline', 'no missing chunk', 'new version'];

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
  const urls = [home, origin + other];
  const steps = {
    registered: () => visitFirst(page, home),
    'second visit a hit': () => visitUntilHits(page, urls),
    offline: async () => {
      await until('the late part in the store', () => storedPart(page));
      await stop();
      await visitOffline(page, urls);
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
      seen[name] = messageOf(error);
      break;
    }
  }
  await page.close();
  return seen;
}
