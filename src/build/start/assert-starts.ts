/** Starts a built worker once, before it replaces the last good one: one that fails at its start is useless. */
import { Worker } from 'node:worker_threads';
import { distFile } from '../bundle/package-files.js';
import { problemsError } from '../load-config/problems.js';

/** The message to the thread. */
export interface Start {
  code: string;
  /** Milliseconds. */
  timeout: number;
}

/** The message of the thread: why the script is not a working worker; undefined if it is. */
export type StartOutcome = string | undefined;

/** How long a script may run before it listens. */
const TIMEOUT_MS = 5000;

async function start(code: string): Promise<StartOutcome> {
  const workerData: Start = { code, timeout: TIMEOUT_MS };
  const thread = new Worker(distFile('start-thread.js'), {
    workerData,
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  try {
    return await new Promise<StartOutcome>((resolve, reject) => {
      thread.once('message', resolve).once('error', reject);
      thread.once('exit', () => reject(new Error('the thread ended')));
    });
  } finally {
    await thread.terminate();
  }
}

/**
 * Runs a worker's script as far as a browser does when it installs it. No events, timers or requests run, and nothing
 * is left afterwards.
 * @param thing the name in the error: the config
 * @throws IsrError `build-failed` if the script throws, or leaves every request to the network.
 */
export async function assertStarts(code: string, thing: string): Promise<void> {
  const fault = await start(code).catch((error: unknown) => String(error));
  if (fault === undefined) return;
  const remedy = 'Use only what both Node and a service worker have';
  throw problemsError([{ text: `its worker does not start: ${fault}`, remedy }], thing);
}
