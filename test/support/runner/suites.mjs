/** The suites of tests in Node, and of whole browsers driven from Node; each as tasks. */
import { resolve } from 'node:path';
import { bundleOf, bundleTests, isMadeOf } from './bundle.mjs';
import { secondsOf } from './durations.mjs';
import { startedProfile } from './firefox-profile.mjs';
import { withShell } from './machine.mjs';
import { runWith } from './processes.mjs';
import { readResults, resultsFile } from './results.mjs';
import { findTests, select } from './rooms.mjs';
import { trustSuite } from './tally.mjs';
import { startWebKitDriver } from './webkit-driver.mjs';

/**
 * @typedef {object} SuiteOptions
 * @property {string} [grep]
 * @property {import('./machine.mjs').Machine} machine
 * @property {string} [browser] only this browser
 * @property {string[]} [changed] of the unit tests in Node, only those that import one of these files
 */

/** @typedef {import('./tally.mjs').Outcome} Outcome */
/** @typedef {{ outcome: Outcome, output: string }} Played */
/** @typedef {import('./pool.mjs').Task<Played> & { mayRepeat?: boolean }} SuiteTask */
/** @typedef {import('./rooms.mjs').TestFile} TestFile */

/** In how many processes the unit tests run in Node. */
const UNIT_PROCESSES = 2;

const { env: given } = process;

/**
 * Runs a program whose reporter writes results.
 * @param {string} label @param {string} command @param {(results: string) => string[]} args
 * @param {{ env?: (results: string) => NodeJS.ProcessEnv, minutes: number, mayBeEmpty?: boolean }} options
 * @returns {Promise<Played>}
 */
export async function play(label, command, args, { env, minutes, mayBeEmpty = false }) {
  const results = resultsFile();
  const { code, output } = await runWith(command, args(results), {
    env: env?.(results),
    minutes,
    isQuiet: true,
  });
  const outcome = readResults(label, results);
  const isEmpty = mayBeEmpty && code === 0 && outcome.passed + outcome.failed.length === 0;
  return { outcome: isEmpty ? outcome : trustSuite(label, outcome, code), output };
}

/**
 * A file of `node:test`, in a process of its own.
 * @param {string} suite @param {string} path @param {string | undefined} name
 * @param {(slot: import('./pool.mjs').Slot) => Promise<NodeJS.ProcessEnv> | NodeJS.ProcessEnv} [envOf]
 * @returns {SuiteTask}
 */
function nodeTask(suite, path, name, envOf = () => ({})) {
  const label = path.replace(/^test\//, '');
  const args = (/** @type {string} */ results) => [
    '--enable-source-maps',
    ...(name ? [`--test-name-pattern=${name}`] : []),
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    `--test-reporter=${resolve('test/support/runner/node-reporter.mjs')}`,
    `--test-reporter-destination=${results}`,
    bundleOf(suite, path),
  ];
  return {
    name: label,
    seconds: secondsOf(label),
    async run(slot) {
      const env = await envOf(slot);
      return play(label, process.execPath, args, { env: () => env, minutes: 5, mayBeEmpty: !!name });
    },
  };
}

/** Deals files out, so that each hand takes about as long. @param {string[]} paths @param {number} hands */
function deal(paths, hands) {
  const dealt = Array.from({ length: hands }, () => ({ seconds: 0, paths: /** @type {string[]} */ ([]) }));
  for (const path of [...paths].sort((a, b) => secondsOf(b) - secondsOf(a))) {
    const [least] = dealt.sort((a, b) => a.seconds - b.seconds);
    least?.paths.push(path);
    if (least) least.seconds += secondsOf(path);
  }
  return dealt.map((hand) => hand.paths).filter((hand) => hand.length > 0);
}

/** @param {TestFile['kind']} kind @param {SuiteOptions} options */
const selected = (kind, { grep }) =>
  select(
    findTests().filter((file) => file.kind === kind),
    grep,
  );

/**
 * What needs no build and no browser. Mocha's files share processes: to start one for each would take longer than they.
 * @param {SuiteOptions} options @returns {Promise<SuiteTask[]>}
 */
export async function unitTests(options) {
  const { files, name } = selected('unit', options);
  const pathsOf = (/** @type {boolean} */ isMocha) =>
    files.filter((file) => file.isMocha === isMocha).map(({ path }) => path);
  await Promise.all([
    bundleTests('unit', pathsOf(true), 'mocha'),
    bundleTests('node', pathsOf(false), 'node'),
  ]);
  const { changed } = options;
  const concerned = (/** @type {string} */ suite, /** @type {string[]} */ paths) =>
    changed ? paths.filter((path) => isMadeOf(bundleOf(suite, path), changed)) : paths;
  const mochas = concerned('unit', pathsOf(true));
  const others = concerned('node', pathsOf(false));
  const program = resolve('test/support/node/mocha.mjs');
  const shared = deal(mochas, UNIT_PROCESSES).map((paths, number) => {
    const label = `unit ${number + 1}`;
    const args = (/** @type {string} */ results) => [
      ...['--enable-source-maps', program, results, name ?? ''],
      ...paths.map((path) => bundleOf('unit', path)),
    ];
    return {
      name: label,
      seconds: 30,
      run: () => play(label, process.execPath, args, { minutes: 5, mayBeEmpty: !!name }),
    };
  });
  return [...shared, ...others.map((path) => nodeTask('node', path, name))];
}

/** What runs in Node with the package as it was built. @param {SuiteOptions} options @returns {Promise<SuiteTask[]>} */
export async function builtTests(options) {
  const { files, name } = selected('built', options);
  const paths = files.map(({ path }) => path);
  await bundleTests('built', paths, 'node');
  return paths.map((path) => nodeTask('built', path, name));
}

/** Each slot has a driver of WebKit of its own: a driver has one session at a time. */
export async function webkitPort(
  /** @type {import('./pool.mjs').Slot} */ slot,
  /** @type {SuiteOptions} */ { machine },
) {
  if (!machine.webkit) return '';
  slot.port ??= startWebKitDriver(machine.webkit).then(({ port }) => port);
  return String(await slot.port);
}

/** Whole browsers, driven from Node. @param {SuiteOptions} options @returns {Promise<SuiteTask[]>} */
export async function integrationTests(options) {
  const { files, name } = selected('integration', options);
  const firefoxProfile = options.machine.firefox && (await startedProfile(options.machine.firefox));
  const machine = { ...options.machine, firefoxProfile };
  await bundleTests(
    'integration',
    files.map(({ path }) => path),
    'node',
  );
  return files.map(({ path, isForShell }) => ({
    ...nodeTask('integration', path, name, async (slot) => ({
      TEST_MACHINE: JSON.stringify(isForShell ? withShell(machine) : machine),
      WEBKIT_DRIVER_PORT: await webkitPort(slot, options),
    })),
    // Whole browsers on a machine that others share: one slow moment costs no landing, and is told of.
    mayRepeat: !!given.CI,
  }));
}
