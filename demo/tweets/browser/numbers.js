// Numbers that follow from a number, the same on every machine. The server makes tweets of them; the page chooses the next one.

export const TWEETS = 500_000_000;
/** One of so many was deleted. */
const DELETED_ONE_OF = 23;

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

/** Whether a tweet of this number was never written, or was deleted. @param {number} id */
export const isMissing = (id) =>
  !Number.isInteger(id) || id < 1 || id > TWEETS || randomOf(id ^ 0x5f5f)() < 1 / DELETED_ONE_OF;

/** The number of a tweet that is there. */
export function anyId() {
  let id = 0;
  while (isMissing(id)) id = 1 + Math.floor(Math.random() * TWEETS);
  return id;
}
