/** The three suites of tests: in Node, in the pages of browsers, and whole browsers driven from Node. */
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { BUNDLES, bundleTests, findTests } from './bundle.mjs';
import { run } from './processes.mjs';
import { emptyOutcome, trustSuite } from './tally.mjs';
import { startWebKitDriver } from './webkit-driver.mjs';

/**
 * @typedef {object} SuiteOptions
 * @property {string} [grep]
 * @property {import('./machine.mjs').Machine} machine
 * @property {string} [browser] only this browser
 */

/** Which rooms of `test/` each suite runs. */
const NODE_ROOMS = ['config', 'build', 'server', 'docs'];
const BROWSER_ROOMS = ['core', 'protocol', 'storage', 'worker', 'client'];

/** @typedef {{ result: 'pass' | 'fail' | 'skipped', name: string, file?: string }} Result */

/**
 * Reads the results that a reporter wrote, one JSON object a line.
 * @param {string} path @returns {Result[]}
 */
function readResults(path) {
  const lines = readFileSync(path, { encoding: 'utf8', flag: 'a+' }).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

/** @param {string} suite @param {Result[]} results */
function count(suite, results) {
  const outcome = emptyOutcome();
  for (const { result, name, file } of results) {
    const label = [suite, file && basename(file), name].filter(Boolean).join(': ');
    if (result === 'pass') outcome.passed++;
    else if (result === 'fail') outcome.failed.push(label);
    else outcome.notRun.push(label);
  }
  return outcome;
}

/** A file for a reporter to write to. @param {string} suite */
function resultsFile(suite) {
  mkdirSync(BUNDLES, { recursive: true });
  return join(BUNDLES, `${suite}.results`);
}

/**
 * With a grep that names no file, all files run and only the tests of that name count.
 * @param {string[]} rooms @param {string | undefined} grep
 */
function select(rooms, grep) {
  const byFile = findTests(rooms, grep);
  return byFile.length > 0 ? { files: byFile } : { files: findTests(rooms), name: grep };
}

/**
 * @typedef {object} How
 * @property {number} concurrency
 * @property {number} minutes
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [twice] a file that failed is played once more, by itself; what it does then counts
 */

/**
 * @param {string} suite @param {string[]} bundles @param {string[]} names @param {How} how
 * @returns {Promise<{ results: Result[], code: number }>}
 */
async function play(suite, bundles, names, { concurrency, minutes, env }) {
  const path = resultsFile(suite);
  const reporters = [
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    `--test-reporter=${resolve('test/support/runner/node-reporter.mjs')}`,
    `--test-reporter-destination=${path}`,
  ];
  const flags = [
    '--enable-source-maps',
    '--test',
    `--test-concurrency=${concurrency}`,
    '--test-timeout=300000',
  ];
  const code = await run(process.execPath, [...flags, ...names, ...reporters, ...bundles], { env, minutes });
  return { results: readResults(path), code };
}

/**
 * @param {string} suite @param {string[]} rooms @param {SuiteOptions} options @param {How} how
 * @returns {Promise<import('./tally.mjs').Outcome>}
 */
async function runInNode(suite, rooms, { grep }, how) {
  const { files, name } = select(rooms, grep);
  if (files.length === 0) return trustSuite(suite, emptyOutcome(), 0);
  const bundles = await bundleTests(suite, files, 'node');
  const names = name ? [`--test-name-pattern=${name}`] : [];
  const first = await play(suite, bundles, names, how);
  const failed = first.results.filter(({ result }) => result === 'fail');
  // Source maps lead a result back to its own file.
  const sources = new Set(failed.map(({ file = '' }) => relative('.', file)));
  const again = bundles.filter((_, at) => sources.has(files[at] ?? ''));
  // Any other code is that of a runner that did not come to its end.
  if (!how.twice || first.code !== 1 || again.length === 0)
    return trustSuite(suite, count(suite, first.results), first.code);
  const others = first.results.filter(({ file = '' }) => !sources.has(relative('.', file)));
  console.log(`\n== ${suite}: ${again.length} failed, and are played once more, one at a time`);
  const second = await play(suite, again, names, { ...how, concurrency: 1, minutes: 5 });
  const outcome = trustSuite(suite, count(suite, [...others, ...second.results]), second.code);
  return { ...outcome, unsteady: count(suite, failed).failed };
}

/** @param {SuiteOptions} options */
export function nodeTests(options) {
  return runInNode('node', NODE_ROOMS, options, { concurrency: 2, minutes: 10 });
}

/** @param {SuiteOptions} options */
export async function integrationTests(options) {
  const { machine } = options;
  const driver = machine.webkit && (await startWebKitDriver(machine.webkit));
  const env = {
    TEST_MACHINE: JSON.stringify(machine),
    WEBKIT_DRIVER_PORT: driver ? String(driver.port) : '',
  };
  try {
    return await runInNode('integration', ['integration'], options, {
      concurrency: 2,
      minutes: 40,
      env,
      // Whole browsers on a machine that others share: one slow moment costs no landing, and is told of.
      twice: !!process.env.CI,
    });
  } finally {
    await driver?.stop();
  }
}

/** @param {SuiteOptions} options */
export async function browserTests({ machine, grep, browser }) {
  const files = findTests(BROWSER_ROOMS, grep);
  if (files.length === 0) return trustSuite('browser', emptyOutcome(), 0);
  const bundles = await bundleTests('browser', files, 'browser');
  const results = resultsFile('browser');
  const driver = machine.webkit && (await startWebKitDriver(machine.webkit));
  const env = {
    TEST_MACHINE: JSON.stringify(machine),
    TEST_RESULTS: results,
    TEST_BROWSER: browser ?? '',
    WEBKIT_DRIVER_PORT: driver ? String(driver.port) : '',
  };
  try {
    const wtr = resolve('node_modules/.bin/web-test-runner');
    const code = await run(wtr, ['--files', ...bundles.map((path) => relative('.', path))], {
      env,
      minutes: 15,
    });
    return trustSuite('browser', count('browser', readResults(results)), code);
  } finally {
    await driver?.stop();
  }
}
