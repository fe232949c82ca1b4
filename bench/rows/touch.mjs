/** A link that is followed while the worker sleeps, on an open page of the site: pressed, and released a moment later. */
import { among, pool, takeTurns } from '../bench.mjs';
import { showLink } from '../in-page.mjs';
import { checkVisit } from '../visit.mjs';
import { sleepWorkers } from './cold.mjs';
import { pick } from './hits.mjs';

/** Milliseconds between the press and the click: a quick finger. */
const HOLD = 80;

/** @param {import('../bench.mjs').Bench} bench */
export async function touch(bench) {
  const { browser, idle, options } = bench;
  const paths = pool(bench);
  const sites = among(bench, ['sw-isr', 'workbox', 'serwist', 'none']);
  /** @type {Map<import('../site.mjs').Site, import('../browser.mjs').Tab>} */
  const tabs = new Map();
  /** Each site has its page open before the workers are stopped. @param {number} round */
  const before = async (round) => {
    await closeTabs();
    for (const site of Object.values(sites)) {
      const tab = await browser.openTab();
      tabs.set(site, tab);
      await tab.goto(site.origin.url + pick(paths, round + 13));
      await tab.run(showLink, pick(paths, round + 17));
    }
    await sleepWorkers(bench);
  };
  const closeTabs = async () => {
    for (const tab of tabs.values()) await tab.close();
    tabs.clear();
  };
  const step = async (/** @type {import('../site.mjs').Site} */ site, /** @type {number} */ round) => {
    const tab = tabs.get(site);
    if (!tab) throw new Error('Failed to follow "a link": the site has no open page.');
    const path = pick(paths, round + 17);
    await tab.front();
    await idle.wait();
    const { responseStart } = await checkVisit(tab, site, path, 'fresh', () => tab.click(HOLD));
    return { touch: responseStart };
  };
  try {
    return await takeTurns(bench, sites, step, { n: options.few, before });
  } finally {
    await closeTabs();
    await bench.tab.front();
  }
}
