/**
 * `npm test`: everything, on a fresh machine too. Before the dependencies are there it uses nothing but Node.
 *
 *   node test/run.mjs                           all of it
 *   node test/run.mjs lint unit                 these steps (and the build, which the others need)
 *   node test/run.mjs integration --grep story  the test files whose path holds "story", else the tests so named
 *   node test/run.mjs unit --browser firefox    in one browser
 *   --no-build                                  with what was built before
 */
import { chdir } from 'node:process';
import { parseArgs } from 'node:util';
import { bench, buildPackage, checks } from './support/runner/checks.mjs';
import { installDependencies } from './support/runner/dependencies.mjs';
import { prepareMachine } from './support/runner/machine.mjs';
import { stopAll } from './support/runner/processes.mjs';
import { browserTests, integrationTests, nodeTests } from './support/runner/suites.mjs';
import { check, printTally, sum } from './support/runner/tally.mjs';

/** @typedef {import('./support/runner/tally.mjs').Outcome} Outcome */

/** @type {Record<string, (options: import('./support/runner/suites.mjs').SuiteOptions) => Promise<Outcome>>} */
const STEPS = { ...checks, node: nodeTests, unit: browserTests, integration: integrationTests, bench };

/**
 * A step that throws has failed; the others still run.
 * @param {string} name @param {() => Promise<Outcome>} step
 */
async function runStep(name, step) {
  const startedAt = performance.now();
  console.log(`\n== ${name}`);
  const outcome = await step().catch((error) => {
    console.error(error);
    return check(name, false);
  });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`== ${name}: ${outcome.passed} passed, ${outcome.failed.length} failed, ${seconds} s`);
  return outcome;
}

/** @param {string[]} wanted @param {{ grep?: string, browser?: string, noBuild: boolean }} options */
async function runAll(wanted, { noBuild, ...options }) {
  if (!(await installDependencies())) return check('npm ci', false);
  const { machine, failed, notRun } = await prepareMachine();
  const outcomes = [{ passed: 0, failed, notRun }];
  if (!noBuild) outcomes.push(await runStep('build', buildPackage));
  for (const [name, step] of Object.entries(STEPS).filter(([name]) => wanted.includes(name))) {
    outcomes.push(await runStep(name, () => step({ machine, ...options })));
  }
  return sum(outcomes);
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      grep: { type: 'string' },
      browser: { type: 'string' },
      'no-build': { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((name) => name !== 'build' && !(name in STEPS));
  if (unknown.length > 0) {
    throw new Error(
      `Failed to run "${unknown}": no such step. Name some of: build ${Object.keys(STEPS).join(' ')}.`,
    );
  }
  const wanted = Object.keys(STEPS).filter((name) => positionals.length === 0 || positionals.includes(name));
  return { wanted, options: { grep: values.grep, browser: values.browser, noBuild: values['no-build'] } };
}

chdir(new URL('..', import.meta.url).pathname);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => void stopAll().finally(() => process.exit(130)));
}
const { wanted, options } = readArguments();
const outcome = await runAll(wanted, options);
await stopAll();
printTally(outcome);
process.exitCode = outcome.failed.length === 0 ? 0 : 1;
