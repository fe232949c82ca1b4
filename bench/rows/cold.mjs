/** Navigations while the worker sleeps, as at the start of most visits. */
import { setTimeout as sleep } from 'node:timers/promises';
import { among, lately, pool, takeTurns } from '../bench.mjs';
import { createBrake, NoBrake } from '../slow.mjs';
import { visit } from '../visit.mjs';
import { pick } from './hits.mjs';

/** Milliseconds within which a refetch behind a hit has reached the origin. */
const SETTLED = 150;

/** Stops the workers, for long enough that the storage behind them closes too. @param {import('../bench.mjs').Bench} bench */
export async function sleepWorkers({ browser, options }) {
  await browser.stopWorkers();
  await sleep(options.settle);
}

/**
 * The same, once they have stored the last page and rest. A browser stops no worker before. Without it the hot tier would
 * be empty after each miss. @param {import('../bench.mjs').Bench} bench
 */
export async function restAndSleep(bench) {
  await sleep(bench.options.settle);
  await sleepWorkers(bench);
}

/** Milliseconds in which a worker has written what it does behind its answers, has refilled the hot tier, and rests. */
const REST = 9000;

/**
 * Reads some pages on each site, so that they are the last ones that were read there.
 * @param {import('../bench.mjs').Bench} bench @param {Record<string, import('../site.mjs').Site>} sites
 */
export async function readLately(bench, sites) {
  for (const site of Object.values(sites))
    for (const path of lately(bench)) await bench.tab.goto(site.origin.url + path);
  await sleep(REST);
}

/**
 * A stored page. @param {import('../bench.mjs').Bench} bench @param {string} row
 * @param {Record<string, import('../site.mjs').Site>} sites @param {(round: number) => string} pathOf
 */
function coldHits(bench, row, sites, pathOf) {
  const step = async (/** @type {import('../site.mjs').Site} */ site, /** @type {number} */ round) => {
    const path = pathOf(round);
    const before = site.origin.asked(path);
    const { responseStart, parsed } = await visit(bench, site, path, 'fresh');
    await sleep(SETTLED);
    const requests = site.origin.asked(path) - before;
    return { [row]: responseStart, [`${row}-parsed`]: parsed, [`${row}-requests`]: requests };
  };
  return takeTurns(bench, sites, step, { before: () => sleepWorkers(bench) });
}

/** A page that the visitor read lately. @param {import('../bench.mjs').Bench} bench @returns {Promise<import('../bench.mjs').Measured>} */
export async function cold(bench) {
  const sites = among(bench, ['sw-isr', 'sw-isr-worker', 'workbox', 'serwist', 'none', 'http', 'floor']);
  await readLately(bench, sites);
  return coldHits(bench, 'cold', sites, (round) => pick(lately(bench), round));
}

/** Milliseconds after which a worker that has answered for the first time has opened its stores, and rests. */
const STARTED = 500;

/** A page that the worker has not read since it was started by another one. @param {import('../bench.mjs').Bench} bench */
export function unread(bench) {
  const sites = among(bench, ['sw-isr', 'sw-isr-worker', 'workbox', 'serwist']);
  return takeTurns(
    bench,
    sites,
    async (site, round) => {
      await bench.tab.goto(site.origin.url + pick(pool(bench), round + 11));
      await sleep(STARTED);
      return { unread: (await visit(bench, site, pick(pool(bench), round), 'fresh')).responseStart };
    },
    { before: () => bench.browser.stopWorkers() },
  );
}

/** The same, before the browser has closed the storage behind the worker. @param {import('../bench.mjs').Bench} bench */
export async function coldSoon(bench) {
  const sites = among(bench, ['sw-isr', 'sw-isr-worker', 'workbox', 'serwist']);
  await readLately(bench, sites);
  return takeTurns(
    bench,
    sites,
    async (site, round) => ({
      'cold-soon': (await visit(bench, site, pick(lately(bench), round), 'fresh')).responseStart,
    }),
    { before: () => bench.browser.stopWorkers() },
  );
}

/** A page that the visitor has not read for a while: many others since. @param {import('../bench.mjs').Bench} bench */
export function coldOther(bench) {
  const others = pool(bench).slice(lately(bench).length);
  const sites = among(bench, ['sw-isr', 'workbox', 'serwist', 'none']);
  return coldHits(bench, 'cold-other', sites, (round) => pick(others, round + 7));
}

/**
 * A stored page where the processor is four times slower, as that of a phone. Only the navigation itself is slow.
 * @param {import('../bench.mjs').Bench} bench @returns {Promise<import('../bench.mjs').Measured>}
 */
export async function coldSlow(bench) {
  const { options, browser, leftOut } = bench;
  // A busy machine may take minutes for what has a quarter of a processor.
  if (options.smoke) {
    leftOut.push('cold-slow: a smoke test measures no times');
    return {};
  }
  const brake = await createBrake(browser.pid()).catch((error) => {
    if (!(error instanceof NoBrake)) throw error;
    leftOut.push(`cold-slow: the browser cannot be slowed down here, ${error.message}`);
  });
  if (!brake) return {};
  const sites = among(bench, ['sw-isr', 'sw-isr-worker', 'workbox', 'serwist', 'none']);
  try {
    await readLately(bench, sites);
    return await takeTurns(
      bench,
      sites,
      async (site, round) => {
        await bench.idle.wait();
        await brake.on();
        const seen = await visit(bench, site, pick(lately(bench), round), 'fresh').finally(brake.off);
        return { 'cold-slow': seen.responseStart };
      },
      { n: options.few, before: () => sleepWorkers(bench) },
    );
  } finally {
    await brake.release();
  }
}

/** A page that nobody has seen. @param {import('../bench.mjs').Bench} bench */
export function coldMiss(bench) {
  return takeTurns(
    bench,
    among(bench, ['sw-isr', 'sw-isr-worker', 'workbox', 'serwist', 'none']),
    async (site) => ({
      'miss-cold': (await visit(bench, site, `/p/new-${bench.fresh()}`, 'miss')).responseStart,
    }),
    { n: bench.options.few, before: () => restAndSleep(bench) },
  );
}
