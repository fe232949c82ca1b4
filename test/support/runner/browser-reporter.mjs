/** A reporter of @web/test-runner that writes one JSON line per test and browser, so that the runner can count. */
import { appendFileSync } from 'node:fs';

/**
 * @param {import('@web/test-runner').TestSuiteResult | undefined} suite
 * @param {string[]} [path]
 * @returns {{ name: string, passed: boolean, skipped: boolean }[]}
 */
function flatten(suite, path = []) {
  if (!suite) return [];
  const here = suite.tests.map((test) => ({ ...test, name: [...path, test.name].join(' › ') }));
  return here.concat(suite.suites.flatMap((inner) => flatten(inner, [...path, inner.name])));
}

/** @param {import('@web/test-runner').TestSession} session */
function resultsOf(session) {
  const label = `${session.browser.name}: `;
  const tests = flatten(session.testResults).map(({ name, passed, skipped }) => ({
    result: skipped ? 'skipped' : passed ? 'pass' : 'fail',
    name: label + name,
    file: session.testFile,
  }));
  // A file that crashed, or that holds no test, has failed as a whole.
  if (session.errors.length > 0 || tests.length === 0) {
    const cause = session.errors[0]?.message ?? 'no test ran';
    tests.push({ result: 'fail', name: label + cause, file: session.testFile });
  }
  return tests;
}

/**
 * @param {string | undefined} path where to write; nothing is written without one
 * @returns {import('@web/test-runner').Reporter}
 */
export function countingReporter(path) {
  return {
    onTestRunFinished({ sessions }) {
      if (!path) return;
      const lines = [...sessions].flatMap(resultsOf).map((result) => `${JSON.stringify(result)}\n`);
      appendFileSync(path, lines.join(''));
    },
  };
}
