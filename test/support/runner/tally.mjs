/** The count of the whole run: every test and every check, once each. */

/**
 * What a step found out. `notRun` names what this machine lacks; it counts neither as passed nor as failed. `unsteady`
 * names what failed at the first try; it is counted once, as what it did at the second.
 * @typedef {{ passed: number, failed: string[], notRun: string[], unsteady?: string[] }} Outcome
 */

/** @returns {Outcome} */
export function emptyOutcome() {
  return { passed: 0, failed: [], notRun: [] };
}

/**
 * A single check: it passed or it did not.
 * @param {string} name
 * @param {boolean} ok
 * @returns {Outcome}
 */
export function check(name, ok) {
  return { passed: ok ? 1 : 0, failed: ok ? [] : [name], notRun: [] };
}

/**
 * @param {Outcome[]} outcomes
 * @returns {Outcome}
 */
export function sum(outcomes) {
  return {
    passed: outcomes.reduce((total, outcome) => total + outcome.passed, 0),
    failed: outcomes.flatMap((outcome) => outcome.failed),
    notRun: outcomes.flatMap((outcome) => outcome.notRun),
    unsteady: outcomes.flatMap((outcome) => outcome.unsteady ?? []),
  };
}

/**
 * A suite that ran nothing, or whose runner crashed without naming a failed test, has failed: silence is not success.
 * @param {string} suite
 * @param {Outcome} outcome
 * @param {number} exitCode
 * @returns {Outcome}
 */
export function trustSuite(suite, outcome, exitCode) {
  const failed = [...outcome.failed];
  if (outcome.passed + failed.length === 0) failed.push(`${suite}: no test ran`);
  if (exitCode !== 0 && failed.length === 0) failed.push(`${suite}: the runner ended with code ${exitCode}`);
  return { ...outcome, failed };
}

/**
 * Prints the end of the run. The last line is for machines: exactly `N passed, N failed`.
 * @param {Outcome} outcome
 */
export function printTally({ passed, failed, notRun, unsteady = [] }) {
  console.log('');
  for (const name of unsteady) console.log(`failed at the first try: ${name}`);
  for (const name of notRun) console.log(`not run: ${name}`);
  for (const name of failed) console.log(`failed: ${name}`);
  console.log(`${passed} passed, ${failed.length} failed`);
}
