/** The first hit after the browser was closed and started again, as in the morning. */
import { setTimeout as sleep } from 'node:timers/promises';
import { among, pool, takeTurns } from '../bench.mjs';
import { visit } from '../visit.mjs';
import { pick } from './hits.mjs';

/** Milliseconds in which a browser that was just started comes to rest. */
const REST = 500;

/** @param {import('../bench.mjs').Bench} bench */
export function relaunch(bench) {
  const paths = pool(bench);
  const sites = among(bench, ['sw-isr', 'workbox', 'serwist', 'none']);
  return takeTurns(
    bench,
    sites,
    async (site, round) => {
      await bench.browser.relaunch();
      bench.tab = await bench.browser.openTab();
      await sleep(bench.options.smoke ? 0 : REST);
      const { responseStart } = await visit(bench, site, pick(paths, round + 3), 'fresh');
      return { relaunch: responseStart };
    },
    { n: bench.options.few },
  );
}
