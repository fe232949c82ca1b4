/** Medians, quartiles, and how sure a ratio is. */

/**
 * @typedef {{ n: number, median: number, q1: number, q3: number }} Summary
 * @typedef {{ value: number, low: number, high: number }} Ratio a ratio of medians with its 95 % interval
 */

/** Linear between neighbours. @param {readonly number[]} sorted @param {number} part from 0 to 1 */
function quantile(sorted, part) {
  const at = (sorted.length - 1) * part;
  const [below = NaN, above = NaN] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at - Math.floor(at));
}

/** @param {readonly number[]} samples */
const sorted = (samples) => samples.filter(Number.isFinite).sort((a, b) => a - b);

/** @param {readonly number[]} samples */
export const median = (samples) => quantile(sorted(samples), 0.5);

/** @param {readonly number[]} samples @returns {Summary} */
export function summary(samples) {
  const all = sorted(samples);
  const [q1, middle, q3] = [0.25, 0.5, 0.75].map((part) => quantile(all, part));
  return { n: all.length, median: middle ?? NaN, q1: q1 ?? NaN, q3: q3 ?? NaN };
}

/** The same numbers at each run, so that a report can be made again. @param {number} seed */
function randoms(seed) {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/**
 * A figure of several contenders' medians; the interval by drawing whole rounds again, as what slows a round slows all.
 * @param {readonly (readonly number[])[]} samples of each contender, one a round
 * @param {(...medians: number[]) => number} figure
 * @returns {Ratio}
 */
export function estimate(samples, figure, draws = 2000) {
  const rounds = (samples[0] ?? [])
    .map((_, round) => samples.map((all) => all[round] ?? NaN))
    .filter((values) => values.every(Number.isFinite));
  const of = (/** @type {number[][]} */ some) =>
    figure(...samples.map((_, at) => median(some.map((values) => values[at] ?? NaN))));
  const random = randoms(12_345);
  const drawn = Array.from({ length: draws }, () =>
    of(rounds.map(() => rounds[Math.floor(random() * rounds.length)] ?? [])),
  );
  const ordered = sorted(drawn);
  return { value: of(rounds), low: quantile(ordered, 0.025), high: quantile(ordered, 0.975) };
}
