/** What is checked about the package as a whole; each counts as one. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { secondsOf } from './durations.mjs';
import { inspectMachine, withShell } from './machine.mjs';
import { run, runWith } from './processes.mjs';
import { asTask } from './processor-time.mjs';
import { check } from './tally.mjs';

/**
 * A check is a program that ends with code 0.
 * @param {string} name @param {string} program @param {string[]} args
 * @param {{ env?: { [name: string]: string }, proof?: RegExp }} [options] `proof` has to be in what it prints: one that
 *   finds no files to look at finds no faults either
 * @returns {import('./suites.mjs').SuiteTask}
 */
function programTask(name, program, args, { env = {}, proof = /^/ } = {}) {
  return {
    name,
    seconds: secondsOf(name),
    async run() {
      const { code, output } = await runWith(program, args, { isQuiet: true, minutes: 8, env });
      return { outcome: check(name, code === 0 && proof.test(output)), output };
    },
  };
}

/** A program of the dependencies. @param {string} program */
const tool = (program) => resolve('node_modules/.bin', program);

export async function buildPackage() {
  const code = await asTask('build', () => run('npm', ['run', '--silent', 'build']));
  return check('build', code === 0);
}

const types = async () => [
  programTask('types', process.execPath, ['node_modules/typescript-7/bin/tsc', '-b']),
];
const lint = async () => [
  programTask('lint', tool('oxlint'), ['--deny-warnings'], { proof: /on [1-9]\d* files/ }),
  programTask('layers', tool('depcruise'), ['--config', '.dependency-cruiser.mjs', 'src'], {
    proof: /\([1-9]\d* modules/,
  }),
];
const format = async () => [programTask('format', tool('prettier'), ['--check', '.'])];

/** What npm would publish: its exports, the types as each resolver sees them, and the public face as it was agreed on. */
const pack = async () => [
  programTask('publint', tool('publint'), ['--strict']),
  programTask('attw', tool('attw'), ['--pack', '.', '--profile', 'esm-only']),
  programTask('api', process.execPath, ['scripts/api.mjs', '--check']),
];

/** That everyone in the bench does what they claim; their times are nobody's business here. */
const bench = async () => {
  const { chromium } = withShell(inspectMachine());
  return [
    programTask('bench', process.execPath, ['bench/run.mjs', '--smoke'], {
      env: { CHROME_PATH: chromium ?? '' },
    }),
  ];
};

/**
 * The site of the documents: each link in it leads somewhere, and it is read offline.
 * @param {import('./suites.mjs').SuiteOptions} options
 */
const docs = async ({ machine }) => {
  const { chromium } = withShell(machine);
  const visit = chromium ? ['--visit', chromium] : [];
  return [programTask('docs', process.execPath, ['scripts/docs/run.mjs', 'build', ...visit])];
};

/** The budgets. They need a build to measure. @returns {Promise<import('./suites.mjs').SuiteTask[]>} */
const sizes = async () => [
  {
    name: 'sizes',
    seconds: secondsOf('sizes'),
    async run() {
      if (!existsSync('dist/build.js'))
        return { outcome: check('sizes: there is no dist/build.js', false), output: '' };
      const { measureSizes } = await import('../../sizes.mjs');
      return { outcome: await measureSizes(), output: '' };
    },
  },
];

export const checks = { types, lint, format, pack, docs, sizes, bench };
