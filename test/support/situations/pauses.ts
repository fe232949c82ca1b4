/** Pauses between two looks at a page: short ones at first, since most things come soon, then longer ones. */
import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_MS = 15;
const LONGEST_MS = 120;
const GROWTH = 1.5;

/** @returns a function that waits, each time longer. A look costs a browser more than a pause costs the test. */
export function pauses(): () => Promise<void> {
  let next = FIRST_MS;
  return async () => {
    await sleep(next);
    next = Math.min(next * GROWTH, LONGEST_MS);
  };
}
