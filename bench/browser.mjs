/**
 * Chromium, watched as little as possible: no worker has a debugger, which would slow its start, and a tab reports
 * its own timing. Puppeteer's own pages attach to every worker and to the network, so only its connection is used.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer, { Connection } from 'puppeteer-core';
import { CHROMIUM_FLAGS } from '../test/support/runner/engines.mjs';
import { inspectMachine } from '../test/support/runner/machine.mjs';
import { pipeTransport } from './pipe.mjs';

/**
 * @typedef {object} Tab
 * @property {(url: string) => Promise<void>} start navigates; resolves when the new document is there
 * @property {(url: string) => Promise<void>} goto navigates; resolves when the page is loaded
 * @property {<A extends unknown[], R>(work: (...values: A) => R | Promise<R>, ...values: A) => Promise<R>} run
 * @property {() => Promise<void>} front makes it the tab that is seen
 * @property {(hold: number) => Promise<void>} click presses the pointer in the middle, and releases it after so many
 *   milliseconds; resolves when the page that this leads to is loaded
 * @property {() => Promise<unknown>} close
 *
 * @typedef {object} Browser
 * @property {string} version
 * @property {string} profile the folder that it keeps everything in
 * @property {() => number} pid of its main process; another one after a relaunch
 * @property {() => Promise<Tab>} openTab
 * @property {() => Promise<void>} relaunch closes it and starts it again with the same profile; its tabs are gone
 * @property {() => Promise<void>} stopWorkers stops all workers; resolves when they have
 * @property {() => Promise<void>} close
 */

/** The origin that speaks HTTP/2 has a certificate that nobody signed. */
const FLAGS = [...CHROMIUM_FLAGS, '--ignore-certificate-errors'];

/** A promise of the next event of that name. @param {import('puppeteer-core').CDPSession} session @param {string} name */
const next = (session, name) => new Promise((resolve) => session.once(/** @type {'*'} */ (name), resolve));

/** @param {Connection} connection @returns {Promise<{ session: import('puppeteer-core').CDPSession, id: string }>} */
async function attach(connection) {
  const { targetId: id } = await connection.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await connection.send('Target.attachToTarget', { targetId: id, flatten: true });
  const session = connection.session(sessionId);
  if (!session) throw new Error('Failed to open "a tab": the browser gave no session.');
  return { session, id };
}

/** @param {Connection} connection @returns {Promise<Tab>} */
async function openTab(connection) {
  const { session, id } = await attach(connection);
  await session.send('Page.enable');
  await session.send('Page.bringToFront');
  const start = async (/** @type {string} */ url) => {
    const { errorText } = await session.send('Page.navigate', { url });
    if (errorText) throw new Error(`Failed to visit "${url}": ${errorText}.`);
  };
  return {
    start,
    async goto(url) {
      const loaded = next(session, 'Page.loadEventFired');
      await Promise.all([start(url), loaded]);
    },
    async run(work, ...values) {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression: `(${work})(...${JSON.stringify(values)})`,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    front: () => session.send('Page.bringToFront'),
    async click(hold) {
      const press = (/** @type {'mousePressed' | 'mouseReleased'} */ type) =>
        session.send('Input.dispatchMouseEvent', { type, x: 200, y: 200, button: 'left', clickCount: 1 });
      await press('mousePressed');
      await sleep(hold);
      const loaded = next(session, 'Page.loadEventFired');
      await Promise.all([press('mouseReleased'), loaded]);
    },
    close: () => connection.send('Target.closeTarget', { targetId: id }),
  };
}

/** In a tab that is there only for it. @param {Connection} connection */
async function stopWorkers(connection) {
  const { session, id } = await attach(connection);
  /** @type {Map<string, string>} */
  const states = new Map();
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { versionId, runningStatus } of versions) states.set(versionId, runningStatus);
  });
  await session.send('ServiceWorker.enable');
  const isStopped = () => states.size > 0 && [...states.values()].every((state) => state === 'stopped');
  // A worker that a page has just written to starts once more.
  for (let attempt = 0; attempt < 100 && !isStopped(); attempt++) {
    if (attempt % 20 === 0) await session.send('ServiceWorker.stopAllWorkers');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (!isStopped()) throw new Error(`Failed to stop "the workers": they are ${[...states.values()]}.`);
  await connection.send('Target.closeTarget', { targetId: id });
}

/** @param {string} executable @param {string} profile @param {string[]} flags */
async function startProcess(executable, profile, flags) {
  const args = puppeteer.defaultArgs({ headless: true, userDataDir: profile, args: [...FLAGS, ...flags] });
  const child = spawn(executable, [...args, '--remote-debugging-pipe'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const [, , , input, output] = child.stdio;
  const transport = pipeTransport(
    /** @type {NodeJS.WritableStream} */ (input),
    /** @type {NodeJS.ReadableStream} */ (output),
  );
  const connection = new Connection('', transport);
  const { product } = await connection.send('Browser.getVersion');
  const end = async () => {
    await connection.send('Browser.close').catch(() => undefined);
    await ended;
    connection.dispose();
  };
  return { connection, version: product, pid: child.pid ?? NaN, end };
}

/** @param {string[]} flags of its own @returns {Promise<Browser>} */
export async function launchBrowser(flags = []) {
  const { chromium } = inspectMachine();
  if (!chromium)
    throw new Error('Failed to start "Chromium": there is none. Install it, or set CHROME_PATH.');
  const profile = await mkdtemp(join(tmpdir(), 'sw-isr-bench-'));
  let running = await startProcess(chromium, profile, flags);
  return {
    version: running.version,
    profile,
    pid: () => running.pid,
    openTab: () => openTab(running.connection),
    stopWorkers: () => stopWorkers(running.connection),
    async relaunch() {
      await running.end();
      running = await startProcess(chromium, profile, flags);
    },
    async close() {
      await running.end();
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
