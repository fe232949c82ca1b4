/** Bundles the TypeScript tests, for Node or for browsers. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** A folder of this run alone, inside the package so that bundles find its dependencies; gone when the run ends. */
export const BUNDLES = resolve('.cache/test', `run-${process.pid}`);
process.on('exit', () => rmSync(BUNDLES, { recursive: true, force: true }));

/** @type {Record<string, import('esbuild').BuildOptions>} */
const PLATFORMS = {
  /** Tests by `node:test`. */
  node: { platform: 'node', target: 'node20', packages: 'external', sourcemap: 'inline' },
  /** Tests by Mocha, in Node: built as for browsers, but for the test libraries, which each file would hold a copy of. */
  mocha: {
    platform: 'browser',
    target: 'node20',
    external: ['chai', 'fast-check', 'libsql', 'node:*'],
    define: { 'process.env.NODE_ENV': '"test"' },
    sourcemap: 'inline',
  },
  browser: {
    platform: 'browser',
    target: 'es2022',
    loader: { '.css': 'text' },
    define: { 'process.env.NODE_ENV': '"test"' },
    sourcemap: 'linked',
  },
};

/**
 * How the tests of a suite are bundled.
 * @param {string} suite names the folder the bundles go to
 * @param {string[]} entryPoints
 * @param {'node' | 'mocha' | 'browser'} platform
 * @returns {import('esbuild').BuildOptions & { metafile: true }}
 */
function bundleOptions(suite, entryPoints, platform) {
  return {
    ...PLATFORMS[platform],
    entryPoints,
    outdir: join(BUNDLES, suite),
    outbase: 'test',
    outExtension: platform === 'browser' ? {} : { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    metafile: true,
    logLevel: 'warning',
  };
}

/** The path of an entry point's bundle. @param {string} suite @param {string} entry */
export function bundleOf(suite, entry) {
  const [name] = entry.replace(/^test\//, '').split('.ts');
  return join(BUNDLES, suite, `${name}${suite.startsWith('browser') ? '.js' : '.mjs'}`);
}

/** What each bundle was made of, by its path. @type {Map<string, string[]>} */
const sources = new Map();

/** Whether a bundle holds one of these files. @param {string} bundle @param {string[]} paths */
export const isMadeOf = (bundle, paths) => !!sources.get(bundle)?.some((path) => paths.includes(path));

/**
 * @param {string} suite @param {string[]} entryPoints @param {'node' | 'mocha' | 'browser'} platform
 * @returns {Promise<string[]>} the bundles' paths
 */
export async function bundleTests(suite, entryPoints, platform) {
  const { build } = await import('esbuild');
  const { metafile } = await build(bundleOptions(suite, entryPoints, platform));
  for (const [path, { inputs }] of Object.entries(metafile.outputs))
    sources.set(
      resolve(path),
      Object.keys(inputs).map((input) => relative('.', input)),
    );
  return entryPoints.map((entry) => bundleOf(suite, entry));
}

/** How many files share a page of a browser. To open one takes as long as the tests of many a file. */
const FILES_OF_A_PAGE = 10;
const SHARED_PAGE = resolve('test/support/runner/shared-page.mjs');

/**
 * Scripts that load the bundles of some files into one page. Each bundle holds its own copy of what it imports.
 * @param {string} suite @param {string[]} entryPoints @param {string} name of the scripts' folder
 * @returns {string[]} their paths
 */
export function joinBundles(suite, entryPoints, name) {
  const folder = join(BUNDLES, suite, name);
  mkdirSync(folder, { recursive: true });
  const pages = Math.ceil(entryPoints.length / FILES_OF_A_PAGE);
  return Array.from({ length: pages }, (_, page) => {
    const mine = entryPoints.filter((_, index) => index % pages === page);
    const loads = mine.map(
      (entry) => `await loadFile('${entry}', () => import('${relative(folder, bundleOf(suite, entry))}'));`,
    );
    const path = join(folder, `${page + 1}.test.js`);
    writeFileSync(
      path,
      [`import { loadFile } from '${relative(folder, SHARED_PAGE)}';`, ...loads].join('\n'),
    );
    return path;
  });
}
