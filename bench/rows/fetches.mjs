/**
 * Pages that a page's own script fetches, as Turbo Drive or Swup do: how many a second.
 * Ten at a time it goes on for long enough that what a contender fetches behind its answers counts too.
 */
import { among, pool, takeTurns } from '../bench.mjs';
import { fetchPages } from '../in-page.mjs';
import { PAGE_BYTES } from '../page.mjs';
import { Fault } from '../visit.mjs';

/**
 * @param {import('../bench.mjs').Bench} bench
 * @param {import('../site.mjs').Site} site
 * @param {string[]} paths
 * @param {number} atOnce
 */
async function rate({ tab, idle }, { contender: { name, signed } }, paths, atOnce) {
  await idle.wait();
  const { seconds, bytes, hits } = await tab.run(fetchPages, paths, atOnce);
  if (bytes !== paths.length * PAGE_BYTES) throw new Fault(`${name} fetch: ${bytes} bytes arrived`);
  if (signed && hits !== paths.length)
    throw new Fault(`${name} fetch: ${hits} of ${paths.length} were hits by their Cache-Status`);
  return paths.length / seconds;
}

/** @param {import('../bench.mjs').Bench} bench */
export function fetches(bench) {
  const paths = pool(bench);
  const sites = among(bench, ['sw-isr', 'sw-isr-worker', 'workbox', 'serwist', 'none', 'http', 'floor']);
  return takeTurns(
    bench,
    sites,
    async (site) => {
      await bench.tab.goto(`${site.origin.url}/blank`);
      return {
        'fetch-one': await rate(bench, site, paths.slice(0, 25), 1),
        'fetch-ten': await rate(bench, site, [...paths, ...paths], 10),
      };
    },
    { n: Math.ceil(bench.options.n / 4) },
  );
}
