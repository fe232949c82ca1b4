/** Pages that are generated before anyone asks for them: how long that takes. */
import { takeTurns } from '../bench.mjs';
import { AHEAD, warming as contenders } from '../contenders/variants.mjs';
import { readProtocol, untilInstalled, untilWarm } from '../in-page-warming.mjs';
import { closeSites, openSite } from '../site.mjs';
import { Fault, visit } from '../visit.mjs';

/** @typedef {import('../contenders/contenders.mjs').Contender} Contender */
/** @typedef {{ count: number, http2: boolean }} Load */

/**
 * Seconds until all pages are stored, counted from when their page has loaded.
 * @param {import('../bench.mjs').Bench} bench @param {Contender} contender @param {Load} load
 */
async function secondsToWarm(bench, contender, { count, http2 }) {
  await bench.idle.wait();
  // Its worker is waited for below, and the peers' is registered there.
  const site = await openSite({ ...contender, worker: false }, bench.tab, { http2 });
  try {
    const seconds = await bench.tab.run(contender.signed ? untilWarm : untilInstalled, count);
    const protocol = await bench.tab.run(readProtocol);
    if (protocol !== (http2 ? 'h2' : 'http/1.1')) throw new Fault(`${contender.name}: it spoke ${protocol}`);
    if (seconds === undefined) throw new Fault(`${contender.name}: ${count} pages were not stored in time`);
    await visit(bench, { ...site, contender }, `${AHEAD}${count - 1}`, 'fresh');
    return seconds;
  } finally {
    await closeSites([site]);
  }
}

/** @param {import('../bench.mjs').Bench} bench @param {string} row @param {Contender[]} taking @param {Load} load */
function race(bench, row, taking, load) {
  const takers = Object.fromEntries(taking.map((one) => [one.name, one]));
  const step = async (/** @type {Contender} */ one) => ({ [row]: await secondsToWarm(bench, one, load) });
  return takeTurns(bench, takers, step, { n: bench.options.rounds });
}

/** @param {import('../bench.mjs').Bench} bench @returns {Promise<import('../bench.mjs').Measured>} */
export async function warming(bench) {
  const { warmed: count, full } = bench.options;
  const everyone = contenders(count);
  const many = 10_000;
  return {
    ...(await race(bench, 'warm-http1', everyone, { count, http2: false })),
    ...(await race(bench, 'warm-http2', everyone, { count, http2: true })),
    ...(full
      ? await race(bench, 'warm-many', contenders(many).slice(0, 1), { count: many, http2: true })
      : {}),
  };
}
