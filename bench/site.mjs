/** A contender in the browser: its origin, its worker in charge, and pages that it has seen. */
import { startOrigin } from './origin.mjs';
import { fetchPages, untilControlled } from './in-page.mjs';

/**
 * @typedef {object} Site
 * @property {import('./contenders/contenders.mjs').Contender} contender
 * @property {import('./origin.mjs').Origin} origin
 */

/** Milliseconds to render a page. */
export const RENDER = 50;

/** @param {string} prefix @param {number} count */
export const pathsOf = (prefix, count) => Array.from({ length: count }, (_, number) => `${prefix}${number}`);

/**
 * @param {import('./contenders/contenders.mjs').Contender} contender
 * @param {import('./browser.mjs').Tab} tab left on a page of the site
 * @param {Partial<import('./origin.mjs').OriginOptions>} [options]
 * @returns {Promise<Site>}
 */
export async function openSite(contender, tab, options) {
  const origin = await startOrigin(contender, { delay: RENDER, ...options });
  await tab.goto(`${origin.url}/blank`);
  if (contender.worker) await tab.run(untilControlled);
  return { contender, origin };
}

/** Has the site see pages, without the wait for their rendering. @param {Site} site @param {import('./browser.mjs').Tab} tab @param {string[]} paths */
export async function fill({ origin, contender }, tab, paths) {
  const { delay } = origin;
  origin.delay = 0;
  await tab.goto(`${origin.url}/blank`);
  if (contender.keeps) await tab.run(fetchPages, paths, 6);
  origin.delay = delay;
}

/** @param {Iterable<Site>} sites */
export const closeSites = (sites) => Promise.all([...sites].map(({ origin }) => origin.close()));
