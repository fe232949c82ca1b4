/** A stored page while the worker sleeps, as at the start of most visits. */
import { setTimeout as sleep } from 'node:timers/promises';
import { among, pool, takeTurns } from '../bench.mjs';
import { visit } from '../visit.mjs';
import { pick } from './hits.mjs';

/** Milliseconds within which a refetch behind a hit has reached the origin. */
const SETTLED = 150;

/** @param {import('../bench.mjs').Bench} bench @returns {Promise<import('../bench.mjs').Measured>} */
export function cold(bench) {
  const paths = pool(bench);
  const sites = among(bench, ['sw-isr', 'sw-isr-worker', 'workbox', 'serwist', 'none', 'http', 'floor']);
  return takeTurns(
    bench,
    sites,
    async (site, round) => {
      // Another page than the rows before had last, or the browser has it in memory.
      const path = pick(paths, round + 7);
      const before = site.origin.asked(path);
      const { responseStart, parsed } = await visit(bench, site, path, 'fresh');
      await sleep(SETTLED);
      return {
        cold: responseStart,
        'cold-parsed': parsed,
        'cold-requests': site.origin.asked(path) - before,
      };
    },
    {
      before: async () => {
        await bench.browser.stopWorkers();
        await sleep(bench.options.settle);
      },
    },
  );
}
