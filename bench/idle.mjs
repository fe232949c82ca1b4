/** Waits for an idle processor, so that one contender's work behind its answer does not fall on the next one. */
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds of a look; processor times are counted in steps of ten. */
const LOOK = 60;
/** The part of a look that may be busy, over all processors. */
const BUSY = 0.2;

function times() {
  let [busy, all] = [0, 0];
  for (const { times } of cpus()) {
    const sum = Object.values(times).reduce((total, time) => total + time, 0);
    all += sum;
    busy += sum - times.idle;
  }
  return { busy, all };
}

/**
 * @param {number} patience milliseconds after which it goes on all the same
 * @returns {{ wait: () => Promise<void>, seen: { waits: number, busy: number } }} `busy` counts the waits in vain
 */
export function idleWatch(patience) {
  const seen = { waits: 0, busy: 0 };
  return {
    seen,
    async wait() {
      seen.waits += 1;
      for (let waited = 0; waited < patience; waited += LOOK) {
        const before = times();
        await sleep(LOOK);
        const after = times();
        if (after.busy - before.busy <= BUSY * (after.all - before.all)) return;
      }
      seen.busy += 1;
    },
  };
}
