/** Navigations while the worker sleeps, as at the start of most visits. */
import { setTimeout as sleep } from 'node:timers/promises';
import { among, pool, takeTurns } from '../bench.mjs';
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

/** A stored page. @param {import('../bench.mjs').Bench} bench @returns {Promise<import('../bench.mjs').Measured>} */
export function cold(bench) {
  const paths = pool(bench);
  const sites = among(bench, ['sw-isr', 'sw-isr-worker', 'workbox', 'serwist', 'none', 'http', 'floor']);
  const step = async (/** @type {import('../site.mjs').Site} */ site, /** @type {number} */ round) => {
    // Another page than the rows before had last, or the browser has it in memory.
    const path = pick(paths, round + 7);
    const before = site.origin.asked(path);
    const { responseStart, parsed } = await visit(bench, site, path, 'fresh');
    await sleep(SETTLED);
    return { cold: responseStart, 'cold-parsed': parsed, 'cold-requests': site.origin.asked(path) - before };
  };
  return takeTurns(bench, sites, step, { before: () => sleepWorkers(bench) });
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
  const paths = pool(bench);
  try {
    return await takeTurns(
      bench,
      among(bench, ['sw-isr', 'sw-isr-worker', 'workbox', 'serwist', 'none']),
      async (site, round) => {
        await bench.idle.wait();
        await brake.on();
        const seen = await visit(bench, site, pick(paths, round + 11), 'fresh').finally(brake.off);
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
    { n: bench.options.few, before: () => sleepWorkers(bench) },
  );
}
