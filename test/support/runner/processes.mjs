/** Child processes that never outlive the test run: each leads its own group, and the whole group is ended. */
import { spawn } from 'node:child_process';
import { chdir } from 'node:process';
import { noteOwner } from './processor-time.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Starts a program in a process group of its own.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { detached: true, ...options });
  running.add(child);
  noteOwner(child.pid);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * Signals a child's whole group.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

/**
 * Ends a child and everything it started: politely first, so that it can close its browsers.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
}

/** Ends whatever is still running. */
export async function stopAll() {
  await Promise.allSettled([...running].map(stop));
}

/** Goes to the package's folder, and leaves no process behind when this one is told to end. */
export function prepareProcess() {
  chdir(new URL('../../..', import.meta.url).pathname);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => void stopAll().finally(() => process.exit(130)));
  }
}

/**
 * Runs a program to its end and tells the exit code. One that takes too long is ended.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, minutes?: number, isQuiet?: boolean }} [options] `isQuiet` keeps what it prints,
 *   in place of passing it on
 * @returns {Promise<{ code: number, output: string }>} the exit code; 124 when it took too long, 137 when it was
 *   killed, 127 when it could not start
 */
export async function runWith(command, args, { env = {}, minutes = 5, isQuiet = false } = {}) {
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  const child = start(command, args, { stdio, env: { ...process.env, ...env } });
  let output = '';
  let late = false;
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => (output += text));
  const say = (/** @type {string} */ text) => (isQuiet ? (output += `${text}\n`) : console.error(text));
  const timer = setTimeout(() => {
    late = true;
    say(`Failed to run "${command} ${args.join(' ')}": it took more than ${minutes} minutes.`);
    void stop(child);
  }, minutes * 60_000);
  const code = await new Promise((resolve) => {
    child.once('exit', (exitCode) => resolve(late ? 124 : (exitCode ?? 137)));
    child.once('error', (error) => {
      say(`Failed to start "${command}": ${error.message}.`);
      resolve(127);
    });
  });
  clearTimeout(timer);
  return { code, output };
}

/**
 * Runs a program to its end, its output passed through.
 * @param {string} command @param {string[]} args @param {{ env?: NodeJS.ProcessEnv, minutes?: number }} [options]
 * @returns {Promise<number>} the exit code
 */
export async function run(command, args, options) {
  const { code } = await runWith(command, args, options);
  return code;
}

// The last resort, where nothing asynchronous can run any more.
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});
