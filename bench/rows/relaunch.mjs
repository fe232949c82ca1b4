/** The first hit after the browser was closed and started again, as in the morning. */
import { setTimeout as sleep } from 'node:timers/promises';
import { among, lately, takeTurns } from '../bench.mjs';
import { visit } from '../visit.mjs';
import { readLately } from './cold.mjs';
import { pick } from './hits.mjs';

/** Milliseconds in which a browser that was just started comes to rest. */
const REST = 500;

/** @param {import('../bench.mjs').Bench} bench */
export async function relaunch(bench) {
  const sites = among(bench, ['sw-isr', 'workbox', 'serwist', 'none']);
  await readLately(bench, sites);
  return takeTurns(
    bench,
    sites,
    async (site, round) => {
      await bench.browser.relaunch();
      bench.tab = await bench.browser.openTab();
      await sleep(bench.options.smoke ? 0 : REST);
      const { responseStart } = await visit(bench, site, pick(lately(bench), round), 'fresh');
      return { relaunch: responseStart };
    },
    { n: bench.options.few },
  );
}
