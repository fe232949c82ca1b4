/** Builds a worker as `sw-isr build` does, from the source of a config module. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Build from '../../src/build/index.js';

type Scripts = Record<'/sw.js' | '/sw-isr.js', string>;

/** The package as it ships, not its sources: it finds the worker's runtime beside itself. */
const shipped = async (): Promise<typeof Build> =>
  (await import(pathToFileURL(resolve('dist/build.js')).href)) as typeof Build;

/** Builds into a folder inside the package, so that a config's `import … from 'sw-isr'` finds it. */
async function built(build: (folder: string) => Promise<unknown>): Promise<Scripts> {
  const parent = resolve('.cache/configs');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'config-'));
  try {
    await build(folder);
    const read = (name: string) => readFile(join(folder, name), 'utf8');
    return { '/sw.js': await read('sw.js'), '/sw-isr.js': await read('sw-isr.js') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns the two scripts, by the path they are served at */
export const buildWorker = (configSource: string): Promise<Scripts> =>
  built(async (folder) => {
    const config = join(folder, 'isr.config.ts');
    await writeFile(config, configSource);
    await (await shipped()).build({ config, out: folder });
  });

/** @returns the two scripts that remove the worker */
export const buildKillWorker = (): Promise<Scripts> =>
  built(async (folder) => (await shipped()).buildKill({ out: folder }));

/** The source of a config module. @param fields what stands between the braces of `defineConfig({ … })` */
export function configSource(fields: string): string {
  return `import { defineConfig } from 'sw-isr';\nexport default defineConfig({ ${fields} });\n`;
}
