/** Waiting, and gathering what comes in the meantime. */
import type { Lifetime } from './context.js';

export const sleep = (milliseconds: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Runs the work a second after it was first asked for, once for all that asked, and keeps the worker alive for it. */
export function gathered(work: () => Promise<unknown>): (event: Lifetime) => void {
  let pending: Promise<unknown> | undefined;
  const run = async (): Promise<unknown> => {
    await sleep(1000);
    pending = undefined;
    return work();
  };
  return (event) => event.waitUntil((pending ??= run()));
}
