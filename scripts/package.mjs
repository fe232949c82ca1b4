/**
 * `npm run build`: builds this package into `dist/`. All files are written to a staging folder first, and moved when
 * everything has succeeded. So a concurrent reader of `dist/` never finds an incomplete file, or none.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, transform } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = join(root, 'dist');
const staging = join(root, '.cache', `dist-${process.pid}`);

/** The entries that programs import. They share chunks, so that there is only one `IsrError` class. */
const LIBRARY = {
  index: 'src/index.ts',
  worker: 'src/worker/index.ts',
  client: 'src/client/index.ts',
  build: 'src/build/index.ts',
  cli: 'src/build/cli/cli.ts',
  server: 'src/server/index.ts',
  'server-adapters': 'src/server/adapters/index.ts',
  'server-purge': 'src/server/purge/index.ts',
  'server-push': 'src/server/push.ts',
  ...Object.fromEntries(
    ['astro', 'esbuild', 'next', 'nuxt', 'rolldown', 'rollup', 'rspack', 'sveltekit', 'vite', 'webpack'].map(
      (name) => [name, `src/plugin/entries/${name}.ts`],
    ),
  ),
};

/** Files that `sw-isr build` adds to a site or starts in a thread. Each must be complete by itself. */
const ALONE = {
  'client-parts': 'src/client/entries/parts.ts',
  'kill-client': 'src/client/entries/self-destroying.ts',
  'kill-worker': 'src/worker/self-destroying.ts',
  'handover-worker': 'src/worker/handover.ts',
  'define-config': 'src/config/define-config-in-worker.ts',
  'start-thread': 'src/build/start/thread.ts',
};

/** Files that sites serve as they are. Each is complete by itself, and small. */
const SERVED = { elements: 'src/elements/index.ts' };

/**
 * The inspector, with lit, its virtualizer and uPlot in it: whoever installs the package installs none of them.
 */
const INSPECTOR = { inspector: 'src/inspector/index.ts' };
const INSPECTOR_PAGE = { 'inspector-page': 'src/inspector/entries/page.ts' };

const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * Workbox and idb are bundled. Workbox's published code reads `self` when it is imported, which Node does not have; and
 * only a part of it is used.
 * @type {import('esbuild').BuildOptions}
 */
const options = {
  absWorkingDir: root,
  outdir: staging,
  bundle: true,
  format: 'esm',
  target: ['es2022', 'node20'],
  platform: 'node',
  mainFields: ['module', 'main'],
  external: Object.keys({ ...dependencies, ...peerDependencies }).filter(
    (name) => !/^(?:idb$|workbox-)/.test(name),
  ),
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  logLevel: 'warning',
};

/** @param {string} name */
function licenceOf(name) {
  const folder = join(root, 'node_modules', name);
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one)) ?? 'LICENSE';
  return `/*! ${name}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n*/`;
}

/** The licences of what a file contains, which it has to show. @param {string[]} names */
const licencesOf = (names) => names.map(licenceOf).join('\n');

/** @type {import('esbuild').BuildOptions} */
const forPages = {
  ...options,
  platform: 'browser',
  target: 'es2022',
  external: [],
  loader: { '.css': 'text' },
  minify: true,
  footer: { js: licencesOf(['lit', '@lit-labs/virtualizer', 'uplot']) },
};

const bundles = () =>
  Promise.all([
    build({ ...options, entryPoints: LIBRARY, splitting: true, chunkNames: 'chunks/[name]-[hash]' }),
    build({ ...options, entryPoints: ALONE }),
    build({ ...options, entryPoints: SERVED, minify: true }),
    build({ ...forPages, entryPoints: INSPECTOR, splitting: true, chunkNames: 'chunks/[name]-[hash]' }),
    build({ ...forPages, entryPoints: INSPECTOR_PAGE }),
  ]);

/** Emits declarations without type checking: `npm run typecheck` does that. The worker's need the `WebWorker` lib. */
async function declarations(/** @type {string} */ project) {
  const args = ['-p', join(root, 'scripts', project), '--outDir', join(staging, 'types')];
  const tsc = join(root, 'node_modules/typescript-7/bin/tsc');
  try {
    await promisify(execFile)(process.execPath, [tsc, ...args]);
  } catch (error) {
    throw new Error(`Failed to emit the types of "${project}": ${error.stdout || error.message}`);
  }
}

/** @param {string} directory */
async function filesOf(directory) {
  if (!existsSync(directory)) return [];
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)));
}

/**
 * Removes bare imports of shared chunks. The chunks have no side effects, so the bundler would warn of these imports in
 * every build of a site's worker.
 */
async function dropBareImports() {
  const scripts = (await filesOf(staging)).filter((file) => file.endsWith('.js'));
  for (const path of scripts.map((file) => join(staging, file))) {
    const code = await readFile(path, 'utf8');
    await writeFile(path, code.replace(/^import "\.[^"]*";\n/gm, ''));
  }
}

/** What `sw-isr init` contains. Nothing else loads these packages, and installed they would take ten times the space. */
const IN_INIT = [
  '@babel/parser',
  '@clack/prompts',
  '@clack/core',
  'diff',
  'jsonc-parser',
  'magic-string',
  'package-manager-detector',
];

/** Minifies the chunk of `sw-isr init`. The others stay readable. */
async function minifyInit() {
  const [path = ''] = (await filesOf(staging)).filter((file) => /^chunks\/run-init-/.test(file));
  const code = await readFile(join(staging, path), 'utf8');
  const { code: minified } = await transform(code, { minify: true, target: options.target, format: 'esm' });
  await writeFile(join(staging, path), `${minified}${licencesOf(IN_INIT)}\n`);
}

/** Moves chunks first, so that no file imports a missing one. Removes files of the last build at the end. */
async function moveIn() {
  const built = await filesOf(staging);
  const before = await filesOf(dist);
  built.sort((a, b) => Number(b.startsWith('chunks')) - Number(a.startsWith('chunks')));
  for (const file of built) {
    await mkdir(dirname(join(dist, file)), { recursive: true });
    await rename(join(staging, file), join(dist, file));
  }
  for (const file of before.filter((file) => !built.includes(file)))
    await rm(join(dist, file), { force: true });
}

const startedAt = performance.now();
try {
  await mkdir(staging, { recursive: true });
  await Promise.all([
    bundles(),
    declarations('tsconfig.types.json'),
    declarations('tsconfig.worker-types.json'),
  ]);
  // The compiler emits no declarations that were written by hand.
  await cp(join(root, 'src/plugin/virtual.d.ts'), join(staging, 'types/plugin/virtual.d.ts'));
  // The entry's declarations name none of the elements' own, which would want lit of whoever checks them.
  const inspector = join(staging, 'types/inspector');
  const unused = (await readdir(inspector)).filter((name) => name !== 'index.d.ts');
  await Promise.all(unused.map((name) => rm(join(inspector, name), { recursive: true })));
  await dropBareImports();
  await minifyInit();
  await chmod(join(staging, 'cli.js'), 0o755);
  await moveIn();
  console.log(`Built dist/ in ${Math.round(performance.now() - startedAt)} ms`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(staging, { recursive: true, force: true });
}
