/** Timeouts, coalesced work, limited concurrency. */
import { failure } from '../../shared/errors.js';
import { inTime, sleep } from '../../storage/sleep.js';
import type { Extendable } from './extendable.js';

/**
 * Timeout for the headers of a response that a visitor waits for. It is a little below the browser's own limit for a
 * fetch event: 62 seconds in Firefox, 300 in Chromium. Only Chromium has `NavigatorUAData`.
 */
export const ANSWER_TIMEOUT_MS = 'NavigatorUAData' in globalThis ? 290_000 : 55_000;

export { inTime, sleep };

const CONFIG_FUNCTION_TIMEOUT_MS = 10_000;

/**
 * Runs a function of the config with a timeout: a function that never ends would hold its request and its lock forever.
 * @throws IsrError if the function throws or times out
 */
export async function runConfigFunction<T>(name: string, run: () => T | Promise<T>): Promise<T> {
  const late = (): never => {
    throw new Error('it did not end within 10 seconds');
  };
  try {
    return await inTime(Promise.resolve(run()), CONFIG_FUNCTION_TIMEOUT_MS, late);
  } catch (cause) {
    throw failure('failed', `run "${name}"`, String(cause), 'Fix it in the config', cause);
  }
}

/** Runs the work once for all calls within a second, after that second. Keeps the events of all calls alive. */
export function coalesced(work: () => Promise<unknown>): (event: Extendable) => void {
  let pending: Promise<unknown> | undefined;
  const run = async (): Promise<unknown> => {
    await sleep(1000);
    pending = undefined;
    return work();
  };
  return (event) => event.waitUntil((pending ??= run()));
}

/** Runs at most `max` pieces of work at a time, in order. */
export function limitConcurrency(max: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < max) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
