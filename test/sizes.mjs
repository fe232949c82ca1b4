/**
 * The size budgets (brotli), over what ships: a worker whose config uses every option, the client, and the elements.
 * Code that a visitor's phone must parse before a page can be served is paid for on every cold start.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { check, sum } from './support/runner/tally.mjs';

/**
 * Bytes, by the config that is built. They stand just above what is reached, so that growth has to be meant: lower
 * them whenever the worker shrinks.
 * @type {Record<string, Record<string, number>>}
 */
const BUDGETS = {
  'every-option': { 'sw.js': 44_620, 'sw-isr.js': 5_940 },
  ordinary: { 'sw.js': 35_220 },
  'smallest-with-feed': { 'sw.js': 31_050 },
  smallest: { 'sw.js': 29_620, 'sw-isr.js': 4_430 },
};

/** Bytes of the files that sites serve as they are in the package. @type {Record<string, number>} */
const SERVED = { 'elements.js': 5_300 };

/** @param {string} of what the file is a part of @param {string} path @param {string} file @param {number} budget */
async function weigh(of, path, file, budget) {
  const bytes = brotliCompressSync(await readFile(path)).length;
  console.log(`${of} ${file}: ${bytes} bytes brotli, of ${budget}`);
  return check(`size of ${of} ${file}: ${bytes} bytes is over the budget of ${budget}`, bytes <= budget);
}

/** @param {typeof import('../src/build/index.js').build} build */
async function measure(build, /** @type {string} */ name, /** @type {Record<string, number>} */ budgets) {
  const out = await mkdtemp(join(tmpdir(), 'sw-isr-sizes-'));
  try {
    await build({ config: resolve(`test/support/${name}.config.ts`), out });
    const checks = Object.entries(budgets).map(([file, budget]) =>
      weigh(name, join(out, file), file, budget),
    );
    return await Promise.all(checks);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** @returns {Promise<import('./support/runner/tally.mjs').Outcome>} */
export async function measureSizes() {
  const { build } = await import(pathToFileURL(resolve('dist/build.js')).href);
  const all = Object.entries(BUDGETS).map(([name, budgets]) => measure(build, name, budgets));
  const served = Object.entries(SERVED).map(([file, budget]) =>
    weigh('dist', resolve('dist', file), file, budget),
  );
  return sum((await Promise.all([...all, Promise.all(served)])).flat());
}
