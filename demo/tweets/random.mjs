/** Numbers that follow from a number: the same each time, on every machine. */

/**
 * A generator by its seed (mulberry32): each call gives a number from 0 to 1.
 * @param {number} seed
 */
export function randomOf(seed) {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @template T
 * @param {() => number} random
 * @param {readonly T[]} list
 */
export const pick = (random, list) => /** @type {T} */ (list[Math.floor(random() * list.length)]);
