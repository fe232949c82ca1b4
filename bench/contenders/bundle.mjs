/** Makes each contender's scripts: sw-isr with the `build()` that ships, the peers with esbuild, for production. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as esbuild } from 'esbuild';

/** @typedef {Record<string, string>} Scripts by the path they are served at */

/** Whether sw-isr is shrunk, as it ships: that takes most of the time of a build, and a smoke test judges no sizes. */
export const bundling = { minify: true };

/** One build of a config serves all sites. @type {Map<string, Promise<Scripts>>} */
const built = new Map();

/**
 * @param {string} config the path of a config module, or what stands between the braces of `defineConfig({ … })`
 * @returns {Promise<Scripts>}
 */
export function buildIsr(config) {
  const scripts = built.get(config) ?? buildConfig(config);
  built.set(config, scripts);
  return scripts;
}

/**
 * Builds a config as `npx sw-isr build` does. The folder lies inside the package, where a config's
 * `import … from 'sw-isr'` finds it.
 * @param {string} config
 * @returns {Promise<Scripts>}
 */
async function buildConfig(config) {
  const { build } = await import(pathToFileURL(resolve('dist/build.js')).href);
  await mkdir('.cache/bench', { recursive: true });
  const folder = await mkdtemp(resolve('.cache/bench/config-'));
  try {
    const file = join(folder, 'isr.config.mjs');
    if (!config.endsWith('.ts'))
      await writeFile(
        file,
        `import { defineConfig } from 'sw-isr';\nexport default defineConfig({ ${config} });\n`,
      );
    await build({ config: config.endsWith('.ts') ? resolve(config) : file, out: folder, ...bundling });
    const read = (/** @type {string} */ name) => readFile(join(folder, name), 'utf8');
    return { '/sw.js': await read('sw.js'), '/sw-isr.js': await read('sw-isr.js') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Bundles a peer's worker.
 * @param {string} name a file beside this one
 * @param {string} [before] a script to stand before it
 * @returns {Promise<Scripts>}
 */
export async function bundlePeer(name, before = '') {
  const { outputFiles } = await esbuild({
    entryPoints: [new URL(`${name}.js`, import.meta.url).pathname],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    banner: { js: before },
    define: { 'process.env.NODE_ENV': '"production"', 'self.__WB_DISABLE_DEV_LOGS': 'true' },
  });
  return { '/sw.js': outputFiles[0]?.text ?? '' };
}
