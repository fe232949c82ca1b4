/** The sites whose Web Vitals are measured: one entry each. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from '../../dist/build.js';

/**
 * @typedef {object} OpenSite
 * @property {string} url
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Site
 * @property {string} name
 * @property {readonly string[]} pages
 * @property {string} press what the visitor presses, to measure how fast the page reacts
 * @property {(delay: number) => Promise<OpenSite>} open serves the site; each page takes `delay` milliseconds
 */

/** @param {string} config @returns {Promise<string>} a folder with the worker */
async function buildWorker(config) {
  const out = await mkdtemp(resolve('.cache/vitals-'));
  await build({ config, out });
  return out;
}

/** @param {number} delay @returns {Promise<OpenSite>} */
async function openShop(delay) {
  process.env['SHOP_AHEAD'] = '0';
  const publicDir = await buildWorker('demo/isr.config.ts');
  const { createShop } = await import('../../demo/shop.mjs');
  const shop = createShop({ database: join(publicDir, 'shop.sqlite'), products: 600, publicDir });
  shop.faults.slowBy = delay;
  const server = await shop.listen(0);
  return {
    url: server.url,
    async close() {
      await server.close();
      await shop.close();
      await rm(publicDir, { recursive: true, force: true });
    },
  };
}

/** The API takes 0.8 to 1.5 s for a tweet: 1.15 on average. @param {number} delay @returns {Promise<OpenSite>} */
async function openTweets(delay) {
  const publicDir = await buildWorker('demo/tweets/isr.config.ts');
  const { createTweets } = await import('../../demo/tweets.mjs');
  const tweets = createTweets({ publicDir, slowness: delay / 1150 });
  const server = await tweets.listen(0);
  return {
    url: server.url,
    async close() {
      await server.close();
      await tweets.close();
      await rm(publicDir, { recursive: true, force: true });
    },
  };
}

/** @param {number} delay @returns {Promise<OpenSite>} */
async function openReactions(delay) {
  const publicDir = await buildWorker('demo/reactions/isr.config.ts');
  const { createReactions } = await import('../../demo/reactions.mjs');
  const reactions = createReactions({ publicDir });
  reactions.api.delay = delay;
  const server = await reactions.listen(0);
  return {
    url: server.url,
    async close() {
      await server.close();
      await reactions.close();
      await rm(publicDir, { recursive: true, force: true });
    },
  };
}

/** @type {readonly Site[]} */
export const SITES = [
  {
    name: 'shop',
    pages: ['/', '/categories/cups', '/products/61'],
    press: '.isr summary',
    open: openShop,
  },
  { name: 'reactions', pages: ['/'], press: '[data-api]', open: openReactions },
  { name: 'tweets', pages: ['/20'], press: '[data-api]', open: openTweets },
];
