/** What a visitor feels while pages are generated ahead. */
import { setTimeout as sleep } from 'node:timers/promises';
import { AHEAD, warming } from '../contenders/variants.mjs';
import { closeSites, openSite } from '../site.mjs';
import { Fault, visit } from '../visit.mjs';

/** How many pages are visited in turn: the first ones, which are there soon. */
const SEEN = 8;
/** Milliseconds in which generating ahead must have begun. */
const PATIENCE = 10_000;

/** @param {() => boolean} isSo @param {string} what */
async function until(isSo, what) {
  for (const end = performance.now() + PATIENCE; !isSo(); await sleep(20))
    if (performance.now() > end) throw new Fault(`sw-isr: ${what}`);
}

/** Response starts for as long as `more` says. @param {import('../bench.mjs').Bench} bench @param {import('../site.mjs').Site} site @param {(hits: number) => boolean} more */
async function hits(bench, site, more) {
  const starts = [];
  while (more(starts.length))
    starts.push((await visit(bench, site, `${AHEAD}${starts.length % SEEN}`, 'fresh')).responseStart);
  return starts;
}

/** Hits while pages are generated ahead, and as many after it. @param {import('../bench.mjs').Bench} bench @param {number} count */
async function round(bench, count) {
  const [ours] = warming(count);
  if (!ours) return { during: [], after: [] };
  const site = await openSite(ours, bench.tab, { http2: true });
  const asked = (/** @type {number} */ number) => site.origin.asked(`${AHEAD}${number}`) > 0;
  try {
    await until(() => asked(SEEN * 2), 'it generated no pages ahead');
    // The machine is busy, which is the point.
    const busy = { ...bench, idle: { ...bench.idle, wait: async () => undefined } };
    const during = await hits(busy, site, () => !asked(count - 1));
    await sleep(bench.options.settle);
    const after = await hits(bench, site, (had) => had < during.length);
    return { during, after };
  } finally {
    await closeSites([site]);
  }
}

/** @param {import('../bench.mjs').Bench} bench @returns {Promise<import('../bench.mjs').Measured>} */
export async function visitor(bench) {
  const { rounds, smoke } = bench.options;
  const all = [];
  for (let at = 0; at < rounds; at++) all.push(await round(bench, smoke ? 200 : 1000));
  return {
    visitor: {
      'sw-isr': all.flatMap(({ during }) => during),
      'sw-isr-quiet': all.flatMap(({ after }) => after),
    },
  };
}
