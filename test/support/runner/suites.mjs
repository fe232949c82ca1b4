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

/**
 * Reads the results that a reporter wrote, one JSON object a line.
 * @param {string} suite @param {string} path
 */
function readResults(suite, path) {
  const outcome = emptyOutcome();
  const lines = readFileSync(path, { encoding: 'utf8', flag: 'a+' }).split('\n').filter(Boolean);
  for (const { result, name, file } of lines.map((line) => JSON.parse(line))) {
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
 * @param {string} suite @param {string[]} rooms @param {SuiteOptions} options
 * @param {{ concurrency: number, minutes: number, env?: NodeJS.ProcessEnv }} how
 */
async function runInNode(suite, rooms, { grep }, { concurrency, minutes, env }) {
  const { files, name } = select(rooms, grep);
  if (files.length === 0) return trustSuite(suite, emptyOutcome(), 0);
  const bundles = await bundleTests(suite, files, 'node');
  const results = resultsFile(suite);
  const reporters = [
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    `--test-reporter=${resolve('test/support/runner/node-reporter.mjs')}`,
    `--test-reporter-destination=${results}`,
  ];
  const names = name ? [`--test-name-pattern=${name}`] : [];
  const flags = [
    '--enable-source-maps',
    '--test',
    `--test-concurrency=${concurrency}`,
    '--test-timeout=300000',
  ];
  const code = await run(process.execPath, [...flags, ...names, ...reporters, ...bundles], { env, minutes });
  return trustSuite(suite, readResults(suite, results), code);
}

/** @param {SuiteOptions} options */
export function nodeTests(options) {
  return runInNode('node', NODE_ROOMS, options, { concurrency: 2, minutes: 5 });
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
    return await runInNode('integration', ['integration'], options, { concurrency: 2, minutes: 12, env });
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
      minutes: 6,
    });
    return trustSuite('browser', readResults('browser', results), code);
  } finally {
    await driver?.stop();
  }
}
