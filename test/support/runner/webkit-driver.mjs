/** WebKitWebDriver on a display of its own; one session at a time. */
import { createServer } from 'node:net';
import { start, stop } from './processes.mjs';
import { asTask } from './processor-time.mjs';

/** A port that nobody listens on. @returns {Promise<number>} */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Xvfb picks a display that is free and tells its number on a pipe.
 * @param {string} program
 */
async function startDisplay(program) {
  const args = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
  const child = start(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((resolve, reject) => {
    child.stdio[3]?.once('data', (data) => resolve(String(data).trim()));
    child.once('exit', (code) => reject(new Error(`Failed to start "Xvfb": it ended with code ${code}.`)));
    child.once('error', reject);
  });
  return { child, name: `:${number}` };
}

/** @param {number} port */
async function untilReady(port) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Failed to start "WebKitWebDriver": it did not answer within 10 s.');
}

/**
 * It and its browsers outlive the task that needs them first.
 * @param {NonNullable<import('./machine.mjs').Machine['webkit']>} webkit
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>}
 */
export const startWebKitDriver = (webkit) => asTask('WebKit of all tasks', () => startDriver(webkit));

/** @param {NonNullable<import('./machine.mjs').Machine['webkit']>} webkit */
async function startDriver(webkit) {
  const display = await startDisplay(webkit.display);
  const port = await freePort();
  // Without a runtime folder or a session bus, as in a container, WebKit still runs; it only must not be told a wrong one.
  const env = { ...process.env, DISPLAY: display.name };
  const driver = start(webkit.driver, [`--port=${port}`], { stdio: 'ignore', env });
  await untilReady(port);
  return {
    port,
    async stop() {
      await stop(driver);
      await stop(display.child);
    },
  };
}
