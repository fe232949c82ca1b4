/** Navigations while the worker runs. */
import { among, pool, takeTurns } from '../bench.mjs';
import { visit } from '../visit.mjs';

const EVERYONE = ['sw-isr', 'sw-isr-worker', 'workbox', 'serwist', 'none', 'http', 'floor'];

/** A page of the pool for a round: not the neighbour of the one before. @param {string[]} paths @param {number} round */
export const pick = (paths, round) => paths[(round * 37) % paths.length] ?? '';

/** @param {import('../bench.mjs').Bench} bench */
export function fresh(bench) {
  const paths = pool(bench);
  return takeTurns(bench, among(bench, EVERYONE), async (site, round) => {
    const seen = await visit(bench, site, pick(paths, round), 'fresh');
    return { fresh: seen.responseStart, 'fresh-parsed': seen.parsed };
  });
}

/** Every page is visited once, so that none was refreshed by the round before. @param {import('../bench.mjs').Bench} bench */
export function stale(bench) {
  return takeTurns(
    bench,
    among(bench, ['sw-isr', 'sw-isr-worker', 'workbox', 'serwist']),
    async (site, round) => ({ stale: (await visit(bench, site, `/s/${round}`, 'stale')).responseStart }),
  );
}

/** @param {import('../bench.mjs').Bench} bench */
export function miss(bench) {
  return takeTurns(
    bench,
    among(
      bench,
      EVERYONE.filter((name) => name !== 'http' && name !== 'floor'),
    ),
    async (site) => ({ miss: (await visit(bench, site, `/p/new-${bench.fresh()}`, 'miss')).responseStart }),
  );
}
