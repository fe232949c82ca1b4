/** Stores appends that wait at the same time together. */
import type { FeedEvent } from '../../shared/feed.js';

export interface Append {
  readonly events: readonly FeedEvent[];
  readonly id?: string;
}

interface Waiting extends Append {
  readonly done: (sequence: number) => void;
  readonly fail: (reason: unknown) => void;
}

/** Most appends of one commit. It bounds how long a commit blocks the process. */
const MAX_GROUP = 200;

/** @param storeAll stores all or none, and gives the sequence of each append */
export function createGroup(storeAll: (appends: readonly Append[]) => Promise<readonly number[]>) {
  const waiting: Waiting[] = [];
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    while (waiting.length > 0) {
      const group = waiting.splice(0, MAX_GROUP);
      try {
        const sequences = await storeAll(group);
        group.forEach(({ done }, index) => done(sequences[index] ?? 0));
      } catch (error) {
        for (const { fail } of group) fail(error);
      }
    }
    isRunning = false;
  };
  return {
    append: (append: Append): Promise<number> =>
      new Promise((done, fail) => {
        waiting.push({ ...append, done, fail });
        // A turn of the event loop later, so that appends of one turn are one group.
        if (!isRunning) setTimeout(() => void (isRunning || run().catch(fail)), 0);
      }),
  };
}
