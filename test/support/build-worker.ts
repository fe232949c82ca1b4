/** Builds a worker as `sw-isr build` does, from the source of a config module. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Build from '../../src/build/index.js';

/** The package as it ships, not its sources: it finds the worker's runtime beside itself. */
async function shippedBuild(): Promise<typeof Build.build> {
  const module = (await import(pathToFileURL(resolve('dist/build.js')).href)) as typeof Build;
  return module.build;
}

/** @returns the two scripts, by the path they are served at */
export async function buildWorker(configSource: string): Promise<Record<'/sw.js' | '/sw-isr.js', string>> {
  const build = await shippedBuild();
  const parent = resolve('.cache/configs');
  await mkdir(parent, { recursive: true });
  // Inside the package, so that the config's `import … from 'sw-isr'` finds it.
  const folder = await mkdtemp(join(parent, 'config-'));
  try {
    const config = join(folder, 'isr.config.ts');
    await writeFile(config, configSource);
    await build({ config, out: folder });
    const read = (name: string) => readFile(join(folder, name), 'utf8');
    return { '/sw.js': await read('sw.js'), '/sw-isr.js': await read('sw-isr.js') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The source of a config module. @param fields what stands between the braces of `defineConfig({ … })` */
export function configSource(fields: string): string {
  return `import { defineConfig } from 'sw-isr';\nexport default defineConfig({ ${fields} });\n`;
}
