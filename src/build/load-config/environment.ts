/**
 * Environment variables in a config. A worker has no `process`, so `process.env.NAME` is replaced by its value. Only
 * variables that the config's own code names are read, so no others get into a worker.
 */
import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { type Loader, transform } from 'esbuild';
import type { BuildProblem } from '../options.js';
import { problemsError } from './problems.js';

/** Replaces `process.env` in the code that is searched, and in the code that is run to read the config. */
export const ENV = '__swIsrEnv';

const LOADERS: Readonly<Record<string, Loader>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.jsx': 'jsx',
  '.js': 'jsx',
  '.mjs': 'js',
  '.cjs': 'js',
};

const NAME = /[A-Za-z_$][\w$]*/.source;
const NAMED = new RegExp(`${ENV}\\.(${NAME})|${ENV}\\["(${NAME})"\\]`, 'g');
const UNNAMED_IN_SOURCE = new RegExp(`process\\.env(?!\\s*\\.\\s*${NAME}|\\[\\s*['"\`])`);

/** The place is found by a text search, so it is a guess. */
function unnamedProblem(file: string, source: string): BuildProblem {
  const index = UNNAMED_IN_SOURCE.exec(source)?.index;
  const before = index === undefined ? undefined : source.slice(0, index).split('\n');
  return {
    text: 'only process.env.NAME can be built into a worker, with the name written out',
    remedy: 'Write out each variable',
    file,
    ...(before && {
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
      source: source.split('\n')[before.length - 1],
    }),
  };
}

/** Compiles the code first, to ignore comments and strings. */
async function namesIn(path: string, file: string): Promise<string[]> {
  const loader = LOADERS[extname(path)];
  if (!loader) return [];
  const source = await readFile(path, 'utf8');
  const { code } = await transform(source, {
    loader,
    define: { 'process.env': ENV },
    minifyWhitespace: true,
  });
  const uses = code.split(ENV).length - 1;
  const named = [...code.matchAll(NAMED)];
  if (named.length < uses) throw problemsError([unnamedProblem(file, source)], file);
  return named.map(([, dotted, quoted]) => dotted ?? quoted ?? '');
}

/** The variables that the config's own files use, sorted. `files` are relative to `cwd`. */
export async function findVariables(files: readonly string[], cwd: string): Promise<string[]> {
  const names = await Promise.all(files.map((file) => namesIn(resolve(cwd, file), file)));
  return [...new Set(names.flat())].filter((name) => name !== 'NODE_ENV').sort();
}

/** The values of the variables; undefined for those that are not set. */
export function readVariables(names: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

/** Replacements by esbuild in the worker's code. Variables that packages read are undefined. */
export function environmentDefines(names: readonly string[]): Record<string, string> {
  const values = Object.entries(readVariables(names)).map(([name, value]): [string, string] => [
    `process.env.${name}`,
    value === undefined ? 'undefined' : JSON.stringify(value),
  ]);
  return { 'process.env': '{}', 'process.env.NODE_ENV': '"production"', ...Object.fromEntries(values) };
}
