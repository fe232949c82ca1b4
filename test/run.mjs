/**
 * `npm test`: everything, on a fresh machine too. Before the dependencies are there it uses nothing but Node.
 *
 *   node test/run.mjs                           all of it
 *   node test/run.mjs lint unit                 these steps (and the build, where one needs it)
 *   node test/run.mjs integration --grep story  the test files whose path holds "story", else the tests so named
 *   node test/run.mjs browser --browser firefox in one browser
 *   --no-build                                  with what was built before
 *   --write-durations                           notes for everybody what each task took
 */
import { parseArgs } from 'node:util';
import { installDependencies } from './support/runner/dependencies.mjs';
import { prepareMachine } from './support/runner/machine.mjs';
import { prepareProcess, stopAll } from './support/runner/processes.mjs';
import { measureProcessorTime } from './support/runner/processor-time.mjs';
import { check, emptyOutcome, printTally, sum } from './support/runner/tally.mjs';

/** What each step needs, and who runs it where no step is named: everybody, CI alone, or nobody. */
const STEPS = {
  // A config of a test imports the package by its name, as sites do.
  types: { needs: ['build'] },
  lint: { needs: ['build'] },
  format: { needs: [] },
  unit: { needs: [] },
  built: { needs: ['build'] },
  browser: { needs: ['browsers'] },
  integration: { needs: ['build', 'browsers'] },
  sizes: { needs: ['build'] },
  pack: { needs: ['build'], isForCi: true },
  // It installs Astro. A job of its own runs it.
  docs: { needs: ['build', 'browsers'], isByName: true },
  bench: { needs: ['build', 'browsers'], isForCi: true },
};

/** @typedef {keyof typeof STEPS} StepName */
/** @typedef {import('./support/runner/suites.mjs').SuiteOptions} SuiteOptions */

/** @type {Record<string, { needs: string[], isForCi?: boolean, isByName?: boolean }>} */
const steps = STEPS;

/** @param {string[]} wanted @param {SuiteOptions} options */
async function tasksOf(wanted, options) {
  const suites = await import('./support/runner/suites.mjs');
  const { browserTests } = await import('./support/runner/browser-suite.mjs');
  const { checks } = await import('./support/runner/checks.mjs');
  /** @type {Record<string, (options: SuiteOptions) => Promise<import('./support/runner/suites.mjs').SuiteTask[]>>} */
  const makers = {
    ...checks,
    unit: suites.unitTests,
    built: suites.builtTests,
    browser: browserTests,
    integration: suites.integrationTests,
  };
  return (await Promise.all(wanted.map((name) => makers[name]?.(options) ?? []))).flat();
}

/** @param {string[]} wanted @param {ReturnType<typeof readArguments>['options']} options */
async function runAll(wanted, { noBuild, isShared, ...options }) {
  if (!(await installDependencies())) return check('npm ci', false);
  const isNeeded = (/** @type {string} */ thing) =>
    wanted.includes(thing) || wanted.some((name) => steps[name]?.needs.includes(thing));
  const { machine, ...noted } = isNeeded('browsers')
    ? await prepareMachine()
    : { machine: {}, failed: [], notRun: [] };
  const { buildPackage } = await import('./support/runner/checks.mjs');
  const built = isNeeded('build') && !noBuild ? await buildPackage() : emptyOutcome();
  const { playAll } = await import('./support/runner/play.mjs');
  const tests = await playAll(await tasksOf(wanted, { machine, ...options }));
  const { writeDurations } = await import('./support/runner/durations.mjs');
  writeDurations({ isShared });
  return sum([{ ...emptyOutcome(), ...noted }, built, tests]);
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      grep: { type: 'string' },
      browser: { type: 'string' },
      'no-build': { type: 'boolean', default: false },
      'write-durations': { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((name) => name !== 'build' && !(name in STEPS));
  if (unknown.length > 0) {
    throw new Error(
      `Failed to run "${unknown}": no such step. Name some of: build ${Object.keys(STEPS).join(' ')}.`,
    );
  }
  const isUsual = ({ isForCi = false, isByName = false }) =>
    !isByName && (!isForCi || process.env.CI === 'true');
  const usual = Object.keys(STEPS).filter((name) => isUsual(steps[name] ?? {}));
  return {
    wanted: positionals.length > 0 ? positionals : usual,
    options: {
      grep: values.grep,
      browser: values.browser,
      noBuild: values['no-build'],
      isShared: values['write-durations'],
    },
  };
}

prepareProcess();
const startedAt = performance.now();
const endMeasuring = measureProcessorTime();
const { wanted, options } = readArguments();
const outcome = await runAll(wanted, options);
const spent = endMeasuring();
await stopAll();
for (const line of ['', ...spent]) console.log(line);
console.log(`In ${Math.round((performance.now() - startedAt) / 1000)} s.`);
printTally(outcome);
process.exitCode = outcome.failed.length === 0 ? 0 : 1;
