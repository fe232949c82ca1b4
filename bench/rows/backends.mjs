/** A cold hit on both stores that Chromium has below IndexedDB: LevelDB, and the SQLite that is to follow it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { enter, pool, takeTurns } from '../bench.mjs';
import { launchBrowser } from '../browser.mjs';
import { contender } from '../contenders/contenders.mjs';
import { closeSites } from '../site.mjs';
import { visit } from '../visit.mjs';
import { sleepWorkers } from './cold.mjs';
import { pick } from './hits.mjs';

const BACKENDS = {
  'cold-leveldb': '--disable-features=IdbSqliteBackingStore',
  'cold-sqlite': '--enable-features=IdbSqliteBackingStore',
};

/** Whether the browser keeps its databases in LevelDB: the folders' names say so. @param {import('../browser.mjs').Browser} browser */
async function isLevelDb({ profile }) {
  const folders = await readdir(join(profile, 'Default/IndexedDB'));
  return folders.some((name) => name.endsWith('.leveldb'));
}

/** A browser of its own with our site in it. @param {import('../bench.mjs').Bench} bench @param {string} flag */
async function open(bench, flag) {
  const browser = await launchBrowser([flag]);
  const own = { ...bench, browser, tab: await browser.openTab(), sites: new Map() };
  await enter(own, contender('sw-isr'));
  return own;
}

/** @param {import('../bench.mjs').Bench} bench @returns {Promise<import('../bench.mjs').Measured>} */
export async function backends(bench) {
  /** @type {Record<string, import('../bench.mjs').Bench>} */
  const opened = {};
  try {
    for (const [row, flag] of Object.entries(BACKENDS)) opened[row] = await open(bench, flag);
    const [first, second] = await Promise.all(Object.values(opened).map(({ browser }) => isLevelDb(browser)));
    if (first === second) {
      bench.leftOut.push('backends: this browser has one store below IndexedDB, or no switch for it');
      return {};
    }
    const step = async (/** @type {typeof opened} */ all, /** @type {number} */ round) => {
      /** @type {Record<string, number>} */
      const taken = {};
      for (const [row, own] of Object.entries(all)) {
        const [site] = own.sites.values();
        if (site) taken[row] = (await visit(own, site, pick(pool(own), round + 5), 'fresh')).responseStart;
      }
      return taken;
    };
    const before = async () => {
      await Promise.all(Object.values(opened).map(sleepWorkers));
    };
    return await takeTurns(bench, { 'sw-isr': opened }, step, { n: bench.options.few, before });
  } finally {
    for (const { browser, sites } of Object.values(opened)) {
      await closeSites(sites.values());
      await browser.close();
    }
  }
}
