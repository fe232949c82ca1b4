/** Whether a hit, or the pass that makes room, grows with what is stored. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isAsked, takeTurns } from '../bench.mjs';
import { bundlePeer } from '../contenders/bundle.mjs';
import { contender } from '../contenders/contenders.mjs';
import { countIsr, countWorkbox, seedIsr, seedWorkbox, timePass } from '../in-page-stores.mjs';
import { closeSites, fill, openSite, pathsOf, RENDER } from '../site.mjs';
import { Fault, visit } from '../visit.mjs';
import { sleepWorkers } from './cold.mjs';
import { pick } from './hits.mjs';

/** @typedef {{ site: import('../site.mjs').Site, paths: string[] }} Full */

const STORES = {
  'sw-isr': { seed: seedIsr, count: countIsr },
  workbox: { seed: seedWorkbox, count: countWorkbox },
};

const SAMPLE = '/p/sample';
/** How many pages are stored by one call: what a browser does not answer for minutes is given up. */
const PORTION = 10_000;

/**
 * A site with so many pages. The worker stores one; the others are that one again.
 * @param {import('../bench.mjs').Bench} bench @param {keyof typeof STORES} name @param {number} size
 * @param {Record<string, string>} [headers] of its pages
 * @returns {Promise<Full>}
 */
export async function openFull({ tab, options, browser }, name, size, headers = {}) {
  const { seed, count } = STORES[name];
  const paths = pathsOf('/p/m', size - 1);
  const site = await openSite({ ...contender(name), headers }, tab, { delay: 0 });
  await fill(site, tab, [SAMPLE]);
  // A peer stores behind its answer.
  await sleep(options.settle);
  for (let at = 0; at < paths.length; at += PORTION)
    await tab.run(seed, SAMPLE, paths.slice(at, at + PORTION));
  site.origin.given(paths);
  await browser.stopWorkers();
  await tab.goto(`${site.origin.url}/blank`);
  const counted = await tab.run(count);
  // A page of the site's own may have been stored by then, as the one that it was entered by.
  if (counted < size || counted > size + 1)
    throw new Fault(`${name}: ${counted} of ${size} pages are stored`);
  site.origin.delay = RENDER;
  const step = Math.max(1, Math.floor(paths.length / options.n));
  return { site, paths: paths.filter((_, number) => number % step === 0) };
}

/** @param {import('../bench.mjs').Bench} bench @param {Record<string, Full>} takers */
async function passes(bench, takers) {
  const { '/sw.js': script = '' } = await bundlePeer('passes');
  return takeTurns(
    bench,
    takers,
    async ({ site }) => {
      await bench.tab.goto(`${site.origin.url}/blank`);
      await bench.tab.run((/** @type {string} */ source) => void (0, eval)(source), script);
      await bench.idle.wait();
      return { expiry: await bench.tab.run(timePass, site.contender.name) };
    },
    { n: bench.options.few },
  );
}

/** @param {import('../bench.mjs').Bench} bench @returns {Promise<import('../bench.mjs').Measured>} */
export async function stored(bench) {
  /** @type {Record<string, Full>} */
  const takers = {};
  for (const size of bench.options.stored)
    for (const name of /** @type {(keyof typeof STORES)[]} */ (Object.keys(STORES)))
      if (isAsked(bench, name)) takers[`${name}@${size}`] = await openFull(bench, name, size);
  const step =
    (/** @type {string} */ row) =>
    async (/** @type {Full} */ { site, paths }, /** @type {number} */ round) => ({
      [row]: (await visit(bench, site, pick(paths, round), 'fresh')).responseStart,
    });
  try {
    const { few: n } = bench.options;
    return {
      ...(await takeTurns(bench, takers, step('stored'))),
      ...(await takeTurns(bench, takers, step('stored-cold'), { n, before: () => sleepWorkers(bench) })),
      ...(await passes(bench, takers)),
    };
  } finally {
    await closeSites(Object.values(takers).map(({ site }) => site));
  }
}
