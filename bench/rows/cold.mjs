/** Navigations while the worker sleeps, as at the start of most visits. */
import { setTimeout as sleep } from 'node:timers/promises';
import { among, pool, takeTurns } from '../bench.mjs';
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
