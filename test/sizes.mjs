/**
 * The size budgets (brotli), over what ships: a worker whose config uses every option, and the page's side.
 * Code that a visitor's phone must parse before a page can be served is paid for on every cold start.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { check, sum } from './support/runner/tally.mjs';

/** Bytes. */
const BUDGETS = { 'sw.js': 9_000, 'sw-isr.js': 2_000 };

/** @returns {Promise<import('./support/runner/tally.mjs').Outcome>} */
export async function measureSizes() {
  const { build } = await import(pathToFileURL(resolve('dist/build.js')).href);
  const out = await mkdtemp(join(tmpdir(), 'sw-isr-sizes-'));
  try {
    await build({ config: resolve('test/support/every-option.config.ts'), out, minify: true });
    const checks = Object.entries(BUDGETS).map(async ([name, budget]) => {
      const bytes = brotliCompressSync(await readFile(join(out, name))).length;
      console.log(`${name}: ${bytes} bytes brotli, of ${budget}`);
      return check(`size of ${name}: ${bytes} bytes is over the budget of ${budget}`, bytes <= budget);
    });
    return sum(await Promise.all(checks));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
