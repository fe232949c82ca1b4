/** The suite of unit tests in the pages of browsers, as tasks. */
import { relative, resolve } from 'node:path';
import { bundleOf, bundleTests, joinBundles } from './bundle.mjs';
import { secondsOf } from './durations.mjs';
import { withShell } from './machine.mjs';
import { findTests, select } from './rooms.mjs';
import { play, webkitPort } from './suites.mjs';
import { freePort } from './webkit-driver.mjs';

/** @typedef {import('./suites.mjs').SuiteOptions} SuiteOptions */

/** The unit tests in the pages of browsers, a task for each browser. @param {SuiteOptions} options */
export async function browserTests(options) {
  const { machine, grep, browser } = options;
  const engines = /** @type {const} */ (['chromium', 'firefox', 'webkit']).filter(
    (engine) => machine[engine] && (!browser || browser === engine),
  );
  const { files } = select(findTests(), grep);
  const all = files.filter((file) => engines.some((engine) => file.engines.includes(engine)));
  await bundleTests(
    'browser',
    all.map(({ path }) => path),
    'browser',
  );
  return engines.flatMap((engine) => {
    const mine = all.filter((file) => file.engines.includes(engine));
    if (mine.length === 0) return [];
    const label = `browser tests in ${engine}`;
    const pathsOf = (/** @type {boolean} */ isAlone) =>
      mine.filter(({ hasPage = false }) => hasPage === isAlone).map(({ path }) => path);
    const bundles = [
      ...pathsOf(true).map((path) => bundleOf('browser', path)),
      ...joinBundles('browser', pathsOf(false), engine),
    ].map((path) => relative('.', path));
    return {
      name: label,
      seconds: secondsOf(label),
      // A browser on a machine that others share is now and then too slow for a test. CI names the second try.
      mayRepeat: process.env.CI === 'true',
      async run(/** @type {import('./pool.mjs').Slot} */ slot) {
        const port = engine === 'webkit' ? await webkitPort(slot, options) : '';
        const env = (/** @type {string} */ results) => ({
          TEST_MACHINE: JSON.stringify(withShell(machine)),
          TEST_RESULTS: results,
          TEST_BROWSER: engine,
          WEBKIT_DRIVER_PORT: port,
        });
        const wtr = resolve('node_modules/.bin/web-test-runner');
        // Left to itself it looks for a port, and another that looks at the same moment finds the same one.
        const listen = ['--port', String(await freePort())];
        return play(label, wtr, () => [...listen, '--files', ...bundles], { env, minutes: 8 });
      },
    };
  });
}
