/** What is checked about the package as a whole; each counts as one. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { run } from './processes.mjs';
import { check, sum } from './tally.mjs';

/** @param {string} program a program of the dependencies @param {string[]} args */
function runTool(program, args) {
  return run(resolve('node_modules/.bin', program), args);
}

export async function buildPackage() {
  return check('build', (await run('npm', ['run', '--silent', 'build'])) === 0);
}

async function types() {
  return check('types', (await runTool('tsc', ['-b'])) === 0);
}

async function lint() {
  return check('lint', (await runTool('eslint', ['.'])) === 0);
}

async function format() {
  return check('format', (await runTool('prettier', ['--check', '.'])) === 0);
}

/** What npm would publish: its exports, and the types as each resolver sees them. */
async function pack() {
  return sum([
    check('publint', (await runTool('publint', ['--strict'])) === 0),
    check('attw', (await runTool('attw', ['--pack', '.', '--profile', 'esm-only'])) === 0),
  ]);
}

/** The budgets. They need a build to measure. */
async function sizes() {
  if (!existsSync('dist/build.js')) return check('sizes: there is no dist/build.js', false);
  const { measureSizes } = await import('../../sizes.mjs');
  return measureSizes();
}

/** That everyone in the bench does what they claim; their times are nobody's business here. */
export async function bench() {
  return check('bench', (await run(process.execPath, ['bench/run.mjs', '--smoke'], { minutes: 8 })) === 0);
}

export const checks = { types, lint, format, pack, sizes };
