/** Bundles the TypeScript tests, for Node or for browsers. */
import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A folder of this run alone, inside the package so that bundles find its dependencies; gone when the run ends. */
export const BUNDLES = resolve('.cache/test', `run-${process.pid}`);
process.on('exit', () => rmSync(BUNDLES, { recursive: true, force: true }));

/**
 * The `*.test.ts` files of some rooms of `test/`.
 * @param {string[]} rooms
 * @param {string} [grep] keeps only the files whose path holds it
 */
export function findTests(rooms, grep = '') {
  return rooms.flatMap((room) => testsUnder(join('test', room))).filter((path) => path.includes(grep));
}

/** @param {string} folder @returns {string[]} */
function testsUnder(folder) {
  try {
    const names = /** @type {string[]} */ (readdirSync(folder, { recursive: true }));
    return names.filter((name) => name.endsWith('.test.ts')).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/**
 * @param {string} suite names the folder the bundles go to
 * @param {string[]} entryPoints
 * @param {'node' | 'browser'} platform
 * @returns {Promise<string[]>} the bundles' paths
 */
export async function bundleTests(suite, entryPoints, platform) {
  const { build } = await import('esbuild');
  const outdir = join(BUNDLES, suite);
  await build({
    entryPoints,
    outdir,
    outbase: 'test',
    bundle: true,
    format: 'esm',
    platform,
    target: platform === 'node' ? 'node20' : 'es2022',
    packages: platform === 'node' ? 'external' : 'bundle',
    define: platform === 'browser' ? { 'process.env.NODE_ENV': '"test"' } : {},
    sourcemap: platform === 'node' ? 'inline' : 'linked',
    logLevel: 'warning',
  });
  return entryPoints.map((entry) => join(outdir, entry.replace(/^test\//, '').replace(/\.ts$/, '.js')));
}
