/** Waiting, and gathering what comes in the meantime. */
import { failure } from '../../shared/errors.js';
import type { Extendable } from './extendable.js';

/**
 * Milliseconds that an answer's headers may take where somebody waits: a little less than what the browser lets a worker
 * take. That is 62 seconds in Firefox and 300 in Chromium, which alone has this interface.
 */
export const ANSWER_TIMEOUT_MS = 'NavigatorUAData' in globalThis ? 290_000 : 55_000;

export const sleep = (milliseconds: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Milliseconds that a function of the config may take. */
const CONFIG_FUNCTION_TIMEOUT_MS = 10_000;

/**
 * Runs a function of the config: what never ends would keep a request under way, and its lock, for ever.
 * @throws IsrError where it throws, or takes too long
 */
export async function runConfigFunction<T>(name: string, run: () => T | Promise<T>): Promise<T> {
  const late = async (): Promise<never> => {
    await sleep(CONFIG_FUNCTION_TIMEOUT_MS);
    throw new Error('it did not end within 10 seconds');
  };
  try {
    return await Promise.race([run(), late()]);
  } catch (cause) {
    throw failure('failed', `run "${name}"`, String(cause), 'Mend it in the config', cause);
  }
}

/** Runs the work a second after it was first asked for, once for all that asked, and keeps the worker alive for it. */
export function gathered(work: () => Promise<unknown>): (event: Extendable) => void {
  let pending: Promise<unknown> | undefined;
  const run = async (): Promise<unknown> => {
    await sleep(1000);
    pending = undefined;
    return work();
  };
  return (event) => event.waitUntil((pending ??= run()));
}

/** Does a few pieces of work at a time, in their order. */
export function fewAtOnce(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < most) running += 1;
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
