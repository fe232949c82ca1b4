/** Worlds of tests that store files: each test begins with empty caches, and two seconds pass at once. */
import { world, type World } from '../fake-context.js';
import { shortenTimers } from '../short-timers.js';

const worlds: World[] = [];

/** A world whose background work ends before the next test begins: it would write to that test's caches. */
export const assetWorld: typeof world = (...given) => {
  const of = world(...given);
  worlds.push(of);
  return of;
};

/** To be called in a suite of tests that store files. */
export function withEmptyCaches(): void {
  let restore: () => void;
  beforeEach(() => {
    restore = shortenTimers();
  });
  afterEach(async () => {
    await Promise.allSettled(worlds.splice(0).map((of) => of.settled()));
    restore();
    for (const name of await caches.keys()) await caches.delete(name);
  });
}
