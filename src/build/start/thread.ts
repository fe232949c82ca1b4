/**
 * The thread in which a built worker is started once (`assertStarts`). Rejected promises, streams and signals of its
 * code end with the thread.
 */
import { createContext, Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { startingWorker } from './globals.js';
import type { Start, StartOutcome } from './assert-starts.js';

/** The worker's message when it leaves every request to the network (rule 35). */
const GAVE_UP = /Failed to read the config: (.*)\. Every request goes to the network\.$/s;

/** An error from another realm is not an `instanceof Error`. */
const describe = (error: unknown): string => {
  const { name = 'Error', message } = (error ?? {}) as Partial<Error>;
  return message === undefined ? String(error) : `${name}: ${message}`;
};

/** Why the script is not a working worker; undefined if it is. */
function faultOf({ code, timeout }: Start): StartOutcome {
  const { globals, listeners, errors } = startingWorker();
  const context = createContext(globals, { microtaskMode: 'afterEvaluate' });
  try {
    new Script('globalThis.self = globalThis').runInContext(context);
    new Script(code, { filename: 'sw.js' }).runInContext(context, { timeout });
  } catch (error) {
    return describe(error);
  }
  const reason = errors.flatMap((text) => GAVE_UP.exec(text)?.[1] ?? [])[0];
  return reason ?? (listeners.has('fetch') ? undefined : 'it listens to no "fetch" event');
}

// In a browser, an unhandled rejection is only logged, and the worker starts.
process.on('unhandledRejection', () => undefined);
parentPort?.postMessage(faultOf(workerData as Start));
