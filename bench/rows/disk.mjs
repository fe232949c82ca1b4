/** What a stored page takes on the disk. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { contender } from '../contenders/contenders.mjs';
import { countIsr, countWorkbox } from '../in-page-stores.mjs';
import { closeSites, fill, openSite, pathsOf } from '../site.mjs';
import { Fault } from '../visit.mjs';

const COUNTS = { 'sw-isr': countIsr, workbox: countWorkbox };

/** Where Chromium keeps what sites store, below the profile. */
const FOLDERS = [
  'Default/IndexedDB',
  'Default/Service Worker/CacheStorage',
  'Default/WebStorage',
  'Default/blob_storage',
];

/** Bytes of the blocks that a folder's files take. @param {string} folder @returns {Promise<number>} */
async function blocksOf(folder) {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = names.map((name) =>
    lstat(join(folder, name)).then(
      ({ blocks }) => blocks * 512,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** @param {string} profile */
const used = async (profile) =>
  (await Promise.all(FOLDERS.map((folder) => blocksOf(join(profile, folder))))).reduce((a, b) => a + b);

/** Closes the browser and starts it again, so that nothing waits to be written. @param {import('../bench.mjs').Bench} bench */
async function settle(bench) {
  await sleep(bench.options.settle);
  await bench.browser.relaunch();
  bench.tab = await bench.browser.openTab();
}

/** @param {import('../bench.mjs').Bench} bench @returns {Promise<import('../bench.mjs').Measured>} */
export async function disk(bench) {
  const { browser, options } = bench;
  const paths = pathsOf('/p/d', options.disk);
  /** @type {Record<string, number[]>} */
  const bytes = {};
  for (const [name, count] of Object.entries(COUNTS)) {
    const site = await openSite(contender(name), bench.tab);
    await settle(bench);
    const before = await used(browser.profile);
    await fill(site, bench.tab, paths);
    await settle(bench);
    await bench.tab.goto(`${site.origin.url}/blank`);
    const stored = await bench.tab.run(count);
    if (stored < paths.length) throw new Fault(`${name}: ${stored} of ${paths.length} pages are stored`);
    bytes[name] = [((await used(browser.profile)) - before) / paths.length];
    await closeSites([site]);
  }
  return { disk: bytes };
}
