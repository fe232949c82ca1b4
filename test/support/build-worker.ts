/** Builds a worker as `sw-isr build` does, from the source of a config module. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Build from '../../src/build/index.js';

/** Scripts, by the path they are served at. Which there are beside the first two depends on the config. */
type Scripts = Record<'/sw.js' | '/sw-isr.js', string> & Record<string, string>;

/** The package as it ships, not its sources: it finds the worker's runtime beside itself. */
const shipped = async (): Promise<typeof Build> =>
  (await import(pathToFileURL(resolve('dist/build.js')).href)) as typeof Build;

async function read(folder: string): Promise<Scripts> {
  const script = (name: string) => readFile(join(folder, name), 'utf8');
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'));
  const others = await Promise.all(names.map(async (name) => [`/${name}`, await script(name)] as const));
  return {
    ...Object.fromEntries(others),
    '/sw.js': await script('sw.js'),
    '/sw-isr.js': await script('sw-isr.js'),
  };
}

/** Builds into a folder inside the package, so that a config's `import … from 'sw-isr'` finds it. */
async function build(work: (folder: string) => Promise<unknown>): Promise<string> {
  const parent = resolve('.cache/configs');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'config-'));
  try {
    await work(folder);
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Names what the package is made of: another build of it makes other workers. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const names = (await readdir('dist', { recursive: true })).filter((name) => name.endsWith('.js')).sort();
  for (const name of names) hash.update(name).update(await readFile(join('dist', name)));
  return hash.digest('hex').slice(0, 16);
}

/** Where the workers of this build of the package are kept. Those of other builds are deleted. */
async function openShelf(): Promise<string> {
  const [parent, name] = [resolve('.cache/workers'), await fingerprint()];
  await mkdir(join(parent, name), { recursive: true });
  const others = (await readdir(parent)).filter((other) => other !== name);
  await Promise.all(others.map((other) => rm(join(parent, other), { recursive: true, force: true })));
  return join(parent, name);
}

let shelf: Promise<string> | undefined;

export interface WorkerOptions {
  /**
   * Whether the worker is shrunk, as one that ships; that takes ten times as long as the rest of its build.
   * @default true
   */
  minify?: boolean;
}

async function buildAnew(configSource: string, options: WorkerOptions): Promise<string> {
  return build(async (folder) => {
    const config = join(folder, 'isr.config.ts');
    await writeFile(config, configSource);
    await (await shipped()).build({ config, out: folder, ...options });
  });
}

async function take(folder: string): Promise<Scripts> {
  const scripts = await read(folder);
  await rm(folder, { recursive: true, force: true });
  return scripts;
}

/**
 * A build takes as long as many a test, and the same config becomes the same worker each time: it is built once, for all
 * test files.
 * @returns the scripts, by the path they are served at
 */
export async function buildWorker(configSource: string, options: WorkerOptions = {}): Promise<Scripts> {
  // Its text does not say what that becomes.
  if (configSource.includes('process.env')) return take(await buildAnew(configSource, options));
  shelf ??= openShelf();
  const name = createHash('sha256').update(configSource).update(JSON.stringify(options)).digest('hex');
  const kept = join(await shelf, name.slice(0, 16));
  const found = await read(kept).catch(() => undefined);
  if (found) return found;
  const folder = await buildAnew(configSource, options);
  // Another process may have built it at the same time.
  return rename(folder, kept).then(
    () => read(kept),
    () => take(folder),
  );
}

/** @returns the two scripts that remove the worker */
export async function buildKillWorker(): Promise<Scripts> {
  return take(await build(async (folder) => (await shipped()).buildKill({ out: folder })));
}

/** The source of a config module. @param fields what stands between the braces of `defineConfig({ … })` */
export function configSource(fields: string): string {
  return `import { defineConfig } from 'sw-isr';\nexport default defineConfig({ ${fields} });\n`;
}
