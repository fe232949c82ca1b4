/** Random numbers that a seed reproduces, and the distributions that are drawn from them. */

/** @typedef {() => number} Random uniform in [0, 1) */

/** mulberry32: 32 bits of state, good enough for a simulation. @param {number} seed @returns {Random} */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @param {Random} random @param {number} mean */
export const exponential = (random, mean) => -Math.log(1 - random()) * mean;

/** How many of a series until one fails: 1 or more. @param {Random} random @param {number} mean */
export const geometric = (random, mean) =>
  mean <= 1 ? 1 : 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - 1 / mean));

/** A value within `spread` of the middle, such as 60 seconds ± 20 %. @param {Random} random @param {number} middle */
export const jittered = (random, middle, spread = 0.2) => middle * (1 + spread * (2 * random() - 1));

/** Weights of Zipf's law, which sum to 1. @param {number} size @param {number} exponent */
export function zipfWeights(size, exponent) {
  const weights = Float64Array.from({ length: size }, (_, rank) => (rank + 1) ** -exponent);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * Draws indices by their weights in constant time (Walker's alias method).
 * @param {Float64Array} weights which sum to 1
 * @returns {(random: Random) => number}
 */
export function drawerOf(weights) {
  const size = weights.length;
  const share = Float64Array.from(weights, (weight) => weight * size);
  const alias = Int32Array.from({ length: size }, (_, index) => index);
  const [small, large] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  share.forEach((value, index) => (value < 1 ? small : large).push(index));
  for (;;) {
    const [less, more] = [small.pop(), large.pop()];
    if (less === undefined || more === undefined) break;
    alias[less] = more;
    share[more] = (share[more] ?? 0) - (1 - (share[less] ?? 0));
    ((share[more] ?? 0) < 1 ? small : large).push(more);
  }
  return (random) => {
    const index = Math.floor(random() * size);
    return random() < (share[index] ?? 1) ? index : (alias[index] ?? index);
  };
}
