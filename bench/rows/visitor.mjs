/** What a visitor feels while pages are generated ahead. */
import { setTimeout as sleep } from 'node:timers/promises';
import { AHEAD, warming } from '../contenders/variants.mjs';
import { closeSites, openSite } from '../site.mjs';
import { Fault, visit } from '../visit.mjs';

/** How many pages are visited in turn: the first ones, which are there soon. */
const SEEN = 8;
/** Milliseconds in which generating ahead must have begun. */
const PATIENCE = 20_000;
/** Visits of a round, at most. */
const MOST = 40;

/** @param {() => boolean} isSo @param {string} what */
async function until(isSo, what) {
  for (const end = performance.now() + PATIENCE; !isSo(); await sleep(20))
    if (performance.now() > end) throw new Fault(`sw-isr: ${what}`);
}

/** @param {import('../bench.mjs').Bench} bench @param {import('../site.mjs').Site} site @param {number} at */
const hit = async (bench, site, at) =>
  (await visit(bench, site, `${AHEAD}${at % SEEN}`, 'fresh')).responseStart;

/**
 * Hits while pages are generated ahead, and as many after it. Each waits for another page to be generated, since
 * generating rests for a while after a visitor has asked for something.
 * @param {import('../bench.mjs').Bench} bench @param {import('../site.mjs').Site} site @param {number} count
 */
async function round(bench, site, count) {
  const { origin } = site;
  const isOver = () => origin.asked(`${AHEAD}${count - 1}`) > 0;
  await until(() => origin.asked(`${AHEAD}${SEEN * 2}`) > 0, 'it generated no pages ahead');
  // The machine is busy, which is the point.
  const busy = { ...bench, idle: { ...bench.idle, wait: async () => undefined } };
  const [during, after] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  while (!isOver() && during.length < MOST) {
    const { rendered } = origin;
    const before = rendered();
    await until(() => rendered() > before || isOver(), 'it went no further');
    during.push(await hit(busy, site, during.length));
  }
  await sleep(bench.options.settle);
  await until(isOver, 'it never came to the last page');
  for (const at of during.keys()) after.push(await hit(bench, site, at));
  return { during, after };
}

/** @param {import('../bench.mjs').Bench} bench */
async function openRound(bench) {
  const count = bench.options.smoke ? 200 : 1000;
  const [ours] = warming(count);
  if (!ours) throw new Fault('sw-isr: it is not among those that generate ahead');
  const site = await openSite(ours, bench.tab, { http2: true });
  try {
    return await round(bench, site, count);
  } finally {
    await closeSites([site]);
  }
}

/** @param {import('../bench.mjs').Bench} bench @returns {Promise<import('../bench.mjs').Measured>} */
export async function visitor(bench) {
  const all = [];
  for (let at = 0; at < bench.options.rounds; at++) all.push(await openRound(bench));
  return {
    visitor: {
      'sw-isr': all.flatMap(({ during }) => during),
      'sw-isr-quiet': all.flatMap(({ after }) => after),
    },
  };
}
