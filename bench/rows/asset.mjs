/** One picture that no route wants: what a worker costs where it has nothing to do. */
import { setTimeout as sleep } from 'node:timers/promises';
import { takeTurns } from '../bench.mjs';
import { contender } from '../contenders/contenders.mjs';
import { PAGES_ONLY } from '../contenders/variants.mjs';
import { fetchPages, loadPicture } from '../in-page.mjs';
import { closeSites, openSite } from '../site.mjs';

/** Milliseconds after a worker has stopped; no storage is looked at. */
const STOPPED = 300;

/** @param {import('../bench.mjs').Bench} bench @param {import('../site.mjs').Site} site @param {boolean} running */
async function load({ tab, idle, browser, fresh }, { origin, contender: { worker } }, running) {
  await tab.goto(`${origin.url}/blank`);
  if (running) await tab.run(fetchPages, ['/p/wake'], 1);
  else if (worker) {
    await browser.stopWorkers();
    await sleep(STOPPED);
  }
  await idle.wait();
  return tab.run(loadPicture, `/a/${fresh()}`);
}

/** @param {import('../bench.mjs').Bench} bench */
export async function asset(bench) {
  const sites = {
    'sw-isr': await openSite(PAGES_ONLY, bench.tab),
    workbox: await openSite(contender('workbox'), bench.tab),
    none: await openSite(contender('none'), bench.tab),
  };
  try {
    const step = async (/** @type {import('../site.mjs').Site} */ site) => ({
      'asset-cold': await load(bench, site, false),
      asset: await load(bench, site, true),
    });
    return await takeTurns(bench, sites, step, { n: bench.options.few });
  } finally {
    await closeSites(Object.values(sites));
  }
}
