/** Installs a site's packages, builds its worker with this repository's `build()`, and the site in two versions. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { build as Build } from '../../../src/build/index.js';
import { start } from '../../support/runner/processes.mjs';
import { folderOf, type SiteDefinition, type Version } from './sites.js';

export const VERSIONS: readonly Version[] = ['A', 'B'];

/** Nothing of these belongs to the site's source. */
const GENERATED =
  /^(?:node_modules|dist|\.nuxt|\.svelte-kit|\.astro|\.next)(?:\/|$)|version\.css$|\.vitepress\/cache/;

const QUIET = {
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  CI: '1',
};

const modifiedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Runs a program in a folder; its output is shown only when it fails. */
async function runIn(
  cwd: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const child = start(command, [...args], { cwd, env: { ...process.env, ...QUIET, ...env }, stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const code = await new Promise<number | null>((done) => child.once('exit', done));
  if (code !== 0)
    throw new Error(
      `Failed to run "${command} ${args.join(' ')}" in ${cwd}: it ended with ${String(code)}.\n${output}`,
    );
}

async function install(folder: string): Promise<void> {
  if (
    modifiedAt(join(folder, 'node_modules/.package-lock.json')) >=
    modifiedAt(join(folder, 'package-lock.json'))
  )
    return;
  await runIn(folder, 'npm', ['ci', '--no-audit', '--no-fund']);
}

/** A hash of everything that a build reads, the worker's scripts among it. */
function hashOf(folder: string): string {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !GENERATED.test(name),
  );
  for (const name of names.sort()) {
    const path = join(folder, name);
    if (statSync(path).isFile()) hash.update(name).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** Writes `public/sw.js` and `public/sw-isr.js`, as `npx sw-isr build` does. */
async function buildWorker(folder: string): Promise<void> {
  const entry = pathToFileURL(resolve('dist/build.js')).href;
  const { build } = (await import(entry)) as { build: typeof Build };
  await build({ cwd: resolve(folder) });
}

export async function prepareSite(site: SiteDefinition, isForced: boolean): Promise<void> {
  const folder = folderOf(site);
  await install(folder);
  await buildWorker(folder);
  const { build, versionFile } = site;
  if (!build || versionFile === undefined) return;
  const hash = hashOf(folder);
  const stamp = join(folder, 'dist/built-from');
  if (!isForced && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  for (const version of VERSIONS) {
    writeFileSync(join(folder, versionFile), `:root {\n  --version: '${version}';\n}\n`);
    await runIn(folder, process.execPath, build, { SITE_VERSION: version, NODE_ENV: 'production' });
  }
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(stamp, hash);
}

/** The installed version of the framework. */
export function versionOf(site: SiteDefinition): string {
  const manifest = join(folderOf(site), 'node_modules', site.packageName, 'package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
