/** The hits whose moments are looked at. */
import { setTimeout as sleep } from 'node:timers/promises';
import { among, lately, pool, takeTurns } from './bench.mjs';
import { readFetches, readNavigation } from './in-page-marks.mjs';
import { momentsOf } from './moments.mjs';
import { readLately, restAndSleep, sleepWorkers } from './rows/cold.mjs';
import { pick } from './rows/hits.mjs';
import { visit } from './visit.mjs';

/**
 * @typedef {import('./bench.mjs').Bench} Bench
 * @typedef {import('./bench.mjs').Measured} Measured
 * @typedef {import('./site.mjs').Site} Site
 */

export const EVERYONE = ['sw-isr', 'sw-isr-worker', 'workbox', 'floor'];
/** The floor stores nothing: it has no stale pages, and misses none. */
const KEEPERS = EVERYONE.slice(0, 3);
/** Milliseconds in which a browser that was just started comes to rest. */
const REST = 500;

/** @param {Bench} bench @param {Site} site @param {string} path @param {import('./visit.mjs').Expected} expected */
async function navigate(bench, site, path, expected) {
  await visit(bench, site, path, expected);
  return momentsOf(await bench.tab.run(readNavigation));
}

/** Hits on pages that were read lately, while the worker is stopped. @param {Bench} bench */
async function cold(bench) {
  const sites = among(bench, EVERYONE);
  await readLately(bench, sites);
  return takeTurns(
    bench,
    sites,
    (site, round) => navigate(bench, site, pick(lately(bench), round), 'fresh'),
    {
      before: () => sleepWorkers(bench),
    },
  );
}

/** The same, while a page of each site is open in another tab. @param {Bench} bench */
async function held(bench) {
  const { browser, sites } = bench;
  const tabs = [];
  for (const { origin } of sites.values()) {
    const tab = await browser.openTab();
    await tab.goto(`${origin.url}/p/1`);
    tabs.push(tab);
  }
  // In front of them.
  await bench.tab.close();
  bench.tab = await browser.openTab();
  const measured = await cold(bench);
  for (const tab of tabs) await tab.close();
  return measured;
}

/** @type {{ name: string, title: string, run: (bench: Bench) => Promise<Measured> }[]} */
export const cases = [
  {
    name: 'fresh',
    title: 'Warm hit, fresh',
    run: (bench) =>
      takeTurns(bench, among(bench, EVERYONE), (site, round) =>
        navigate(bench, site, pick(pool(bench), round), 'fresh'),
      ),
  },
  {
    name: 'again',
    title: 'Warm hit, fresh, of a page read a moment ago',
    run: (bench) =>
      takeTurns(bench, among(bench, EVERYONE), async (site) => {
        await visit(bench, site, '/p/3', 'fresh');
        return navigate(bench, site, '/p/3', 'fresh');
      }),
  },
  {
    name: 'stale',
    title: 'Warm hit, stale',
    run: (bench) =>
      takeTurns(bench, among(bench, KEEPERS), (site, round) => navigate(bench, site, `/s/${round}`, 'stale')),
  },
  {
    name: 'fetch',
    title: 'In-page fetch, one by one',
    run: (bench) =>
      takeTurns(bench, among(bench, EVERYONE), async (site) => {
        await bench.tab.goto(`${site.origin.url}/blank`);
        await bench.idle.wait();
        return momentsOf(await bench.tab.run(readFetches, pool(bench).slice(0, 25)));
      }),
  },
  { name: 'cold', title: 'Cold hit, worker stopped', run: cold },
  { name: 'held', title: 'Cold hit, another page of the site is open', run: held },
  {
    name: 'cold-miss',
    title: 'Miss, worker stopped',
    run: (bench) =>
      takeTurns(
        bench,
        among(bench, KEEPERS),
        (site) => navigate(bench, site, `/p/new-${bench.fresh()}`, 'miss'),
        { before: () => restAndSleep(bench) },
      ),
  },
  {
    name: 'relaunch',
    title: 'First hit after the browser was closed and started',
    run: (bench) =>
      takeTurns(bench, among(bench, EVERYONE), async (site, round) => {
        if (round === 0) await readLately(bench, { site });
        await bench.browser.relaunch();
        bench.tab = await bench.browser.openTab();
        await sleep(REST);
        return navigate(bench, site, pick(lately(bench), round), 'fresh');
      }),
  },
];
