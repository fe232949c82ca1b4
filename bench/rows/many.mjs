/** Whether a hit grows with what is stored. */
import { setTimeout as sleep } from 'node:timers/promises';
import { among, pool, takeTurns } from '../bench.mjs';
import { contender } from '../contenders/contenders.mjs';
import { fetchPages, seedWorkbox } from '../in-page.mjs';
import { fill, openSite, pathsOf } from '../site.mjs';
import { visit } from '../visit.mjs';
import { pick } from './hits.mjs';

const MEASURED = ['sw-isr', 'workbox'];

/** @param {import('../bench.mjs').Bench} bench @param {string} name @param {string[]} paths */
async function openFull({ tab }, name, paths) {
  const site = await openSite(contender(name), tab);
  site.origin.delay = 0;
  await fill(site, tab, paths.slice(0, 1));
  if (name === 'workbox') await tab.run(seedWorkbox, paths);
  else await tab.run(fetchPages, paths, 10);
  return site;
}

/** @param {import('../bench.mjs').Bench} bench @returns {Promise<import('../bench.mjs').Measured>} */
export async function many(bench) {
  const few = pool(bench);
  const all = pathsOf('/p/m', bench.options.pages);
  const step = Math.max(1, Math.floor(all.length / bench.options.n));
  const spread = all.filter((_, number) => number % step === 0);
  /** @type {Record<string, { site: import('../site.mjs').Site, paths: string[] }>} */
  const takers = {};
  for (const [name, site] of Object.entries(among(bench, MEASURED))) {
    takers[name] = { site, paths: few };
    takers[`${name}-many`] = { site: await openFull(bench, name, all), paths: spread };
  }
  await sleep(bench.options.settle);
  for (const { site } of Object.values(takers)) site.origin.delay = 50;
  const measured = await takeTurns(bench, takers, async ({ site, paths }, round) => ({
    many: (await visit(bench, site, pick(paths, round), 'fresh')).responseStart,
  }));
  for (const [name, { site }] of Object.entries(takers))
    if (name.endsWith('-many')) await site.origin.close();
  return measured;
}
