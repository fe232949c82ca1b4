/**
 * The thread in which a built worker is started once (`assertStarts`). What its code leaves behind – promises that
 * reject, streams, signals – ends with the thread.
 */
import { createContext, Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { startingWorker } from './globals.js';
import type { Start, StartOutcome } from './assert-starts.js';

/** What the runtime says when it leaves every request to the network (rule 35). */
const GAVE_UP = /Failed to read the config: (.*)\. Every request goes to the network\.$/s;

/** An error of another realm is no `Error` here. */
const describe = (error: unknown): string => {
  const { name = 'Error', message } = (error ?? {}) as Partial<Error>;
  return message === undefined ? String(error) : `${name}: ${message}`;
};

/** Why the script is no worker that answers, or undefined. */
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

// In a browser such a promise is a line in the console; the worker starts.
process.on('unhandledRejection', () => undefined);
parentPort?.postMessage(faultOf(workerData as Start));
