/** The figures of a run that a table shows. */
import { lagOf } from './measures.mjs';
import { HOUR } from './scenario.mjs';

/** @typedef {import('./simulate.mjs').Outcome} Outcome */

/** Seconds after 20:00 in which the herd of the hard invalidation is looked for. */
const HERD_SECONDS = 30;
const SHARES = [0.5, 0.95, 0.99];

/** @param {ArrayLike<number>} values */
export const sumOf = (values) => Array.from(values).reduce((sum, value) => sum + value, 0);

/** @param {Float64Array} perSecond */
const meanOf = (perSecond) => sumOf(perSecond) / perSecond.length;

/** The mean of the busiest minute. A second of a sample would show chance, not load. @param {Float64Array} perSecond */
export function busiestMinute(perSecond) {
  let most = 0;
  for (let from = 0; from < perSecond.length; from += 60)
    most = Math.max(most, sumOf(perSecond.subarray(from, from + 60)) / 60);
  return most;
}

/**
 * The share of new pages by the lag, smoothed by the fewest changes that make it grow (pool adjacent violators).
 * @param {ArrayLike<number>} seen @param {ArrayLike<number>} all
 * @returns {number[]}
 */
export function growingShares(seen, all) {
  /** @type {{ seen: number, all: number, bins: number }[]} */
  const pools = [];
  for (let bin = 0; bin < all.length; bin += 1) {
    let pool = { seen: seen[bin] ?? 0, all: all[bin] ?? 0, bins: 1 };
    for (;;) {
      const last = pools.at(-1);
      if (!last || (last.all > 0 && pool.all > 0 && last.seen / last.all <= pool.seen / pool.all)) break;
      pools.pop();
      pool = { seen: last.seen + pool.seen, all: last.all + pool.all, bins: last.bins + pool.bins };
    }
    pools.push(pool);
  }
  return pools.flatMap((pool) => Array(pool.bins).fill(pool.all ? pool.seen / pool.all : 0));
}

/** Seconds after a change from which on at least this share of visits saw the new page. @param {number[]} shares @param {number} least */
function lagUntil(shares, least) {
  const bin = shares.findIndex((share) => share >= least);
  return bin < 0 ? null : bin === 0 ? 0 : lagOf(bin);
}

/** @param {Outcome['lags']} lags @param {'atOnce' | 'inTime'} which */
export function curveOf(lags, which) {
  const kinds = Object.values(lags);
  const total = (/** @type {'all' | 'atOnce' | 'inTime'} */ name) =>
    (kinds[0]?.[name] ?? new Float64Array(0)).map((_, bin) =>
      kinds.reduce((sum, kind) => sum + (kind[name][bin] ?? 0), 0),
    );
  return growingShares(total(which), total('all'));
}

/** The busiest second after the hard invalidation. @param {Float64Array} perSecond */
const herd = (perSecond) => Math.max(...perSecond.subarray(20 * HOUR, 20 * HOUR + HERD_SECONDS));

/** @param {Outcome} outcome */
export function figuresOf({ scenario, weight, series, sights, lags, totals, learning }) {
  const rate = (/** @type {Float64Array} */ values) => ({
    mean: meanOf(values),
    peak: busiestMinute(values),
  });
  const { new: fresh, told, old } = sights;
  return {
    browsers: scenario.browsers,
    weight,
    visits: totals.started,
    feed: { edge: rate(series.polls), behindCdn: rate(series.fills), connects: rate(series.connects) },
    connections: { mean: meanOf(series.connections), peak: busiestMinute(series.connections) },
    feedBytesPerDay: sumOf(series.feedBytes),
    messagesPerDay: sumOf(series.messages),
    origin: { edge: rate(series.pageRequests), behindCdn: rate(series.renders) },
    herd: {
      edge: herd(series.pageRequests),
      collapsed: herd(series.renders),
      uncollapsed: herd(series.uncollapsed),
    },
    /** Of all visits: those that saw only the old page, and those that saw it before the new one. */
    oldShare: old / totals.started,
    toldShare: told / totals.started,
    /** The same, of visits to a page that was stored. */
    oldOfStored: old / Math.max(1, fresh + told + old + sights.same),
    secondsUntil: {
      atOnce: SHARES.map((least) => lagUntil(curveOf(lags, 'atOnce'), least)),
      inTime: SHARES.map((least) => lagUntil(curveOf(lags, 'inTime'), least)),
    },
    meanSecondsToLearn: learning.count ? learning.sum / learning.count : null,
  };
}

/** @typedef {ReturnType<typeof figuresOf>} Figures */
