/** Waiting, and gathering what comes in the meantime. */
import type { Lifetime } from './context.js';

/**
 * Milliseconds that an answer's headers may take where somebody waits: a little less than what the browser lets a worker
 * take. That is 62 seconds in Firefox and 300 in Chromium, which alone has this interface.
 */
export const ANSWER_TIME = 'NavigatorUAData' in globalThis ? 290_000 : 55_000;

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
