/** What the rows share: contenders take turns, in another order each round. */
import { CONTENDERS } from './contenders/contenders.mjs';
import { idleWatch } from './idle.mjs';
import { fill, openSite, pathsOf } from './site.mjs';
import { Fault } from './visit.mjs';

/**
 * @typedef {Record<string, Record<string, number[]>>} Measured samples, one a round, by row and contender
 *
 * @typedef {object} Bench
 * @property {import('./browser.mjs').Browser} browser
 * @property {import('./browser.mjs').Tab} tab the one that visits; another one after a relaunch
 * @property {ReturnType<typeof idleWatch>} idle
 * @property {import('./options.mjs').Options} options
 * @property {Map<string, import('./site.mjs').Site>} sites with 100 stored pages each
 * @property {string[]} faults
 * @property {string[]} leftOut rows that this machine or browser cannot measure, and why
 * @property {() => number} fresh a number that no page had yet
 */

/** How many pages each contender has seen, where a row does not say otherwise. */
const POOL = 100;

/** The paths of pages that every contender has seen. @param {Bench} bench */
export const pool = ({ options }) => pathsOf('/p/', options.smoke ? 12 : POOL);

/** How many pages a visitor reads again and again: sw-isr keeps copies of twenty for a worker that has just started. */
const READ_LATELY = 8;

/** The paths of those that each contender was asked for last. @param {Bench} bench */
export const lately = (bench) => pool(bench).slice(0, bench.options.smoke ? 3 : READ_LATELY);

/** @template T @param {readonly T[]} things @returns {T[]} */
function shuffled(things) {
  return things
    .map((thing) => /** @type {const} */ ([Math.random(), thing]))
    .sort(([a], [b]) => a - b)
    .map(([, thing]) => thing);
}

/**
 * What a step measured. One that was not what it claims counts for nothing and is told at the end.
 * @template {object} T @param {Bench} bench @param {() => Promise<T>} step @returns {Promise<Partial<T>>}
 */
export async function withoutFault(bench, step) {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    bench.faults.push(error.message);
    return {};
  }
}

/** Whether a contender was asked for: all are where none was named. @param {Bench} bench @param {string} name */
export const isAsked = ({ options: { only } }, name) =>
  !CONTENDERS.some(({ name }) => only.includes(name)) || only.includes(name.replace(/@.*/, ''));

/**
 * Each round, every contender once.
 * @template T
 * @param {Bench} bench
 * @param {Record<string, T>} takers by the name they are shown under
 * @param {(taker: T, round: number) => Promise<Record<string, number>>} step what was measured, by row
 * @param {{ n?: number, before?: (round: number) => Promise<void> }} [options] `before` each round
 * @returns {Promise<Measured>}
 */
export async function takeTurns(bench, takers, step, { n = bench.options.n, before } = {}) {
  /** @type {Measured} */
  const measured = {};
  const taking = Object.entries(takers).filter(([name]) => isAsked(bench, name));
  for (let round = 0; round < n; round++) {
    await before?.(round);
    for (const [name, taker] of shuffled(taking)) {
      const taken = await withoutFault(bench, () => step(taker, round));
      for (const [row, value] of Object.entries(taken))
        if (value !== undefined) ((measured[row] ??= {})[name] ??= [])[round] = value;
    }
  }
  return measured;
}

/** The bench's sites that are among the named. @param {Bench} bench @param {string[]} names */
export const among = ({ sites }, names) =>
  Object.fromEntries([...sites].filter(([name]) => names.includes(name)));

/** Opens a contender's site and has it store pages. @param {Bench} bench @param {import('./contenders/contenders.mjs').Contender} contender */
export async function enter(bench, contender) {
  const site = await openSite(contender, bench.tab);
  await fill(site, bench.tab, [...pool(bench), ...pathsOf('/s/', bench.options.n)]);
  bench.sites.set(contender.name, site);
}

/** What of a list was asked for with `--only`; all where none of it was. @template {{ name: string }} T @param {readonly T[]} list @param {string[]} only */
export function wanted(list, only) {
  const named = list.filter(({ name }) => only.includes(name));
  return named.length > 0 ? named : list;
}

/** @param {import('./browser.mjs').Browser} browser @param {import('./options.mjs').Options} options @returns {Promise<Bench>} */
export async function newBench(browser, options) {
  let number = 0;
  return {
    browser,
    tab: await browser.openTab(),
    idle: idleWatch(options.idle),
    options,
    sites: new Map(),
    faults: [],
    leftOut: [],
    fresh: () => (number += 1),
  };
}
