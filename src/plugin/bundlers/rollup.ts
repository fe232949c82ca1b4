/** Rollup and Rolldown, and what Vite has of them. */
import type { NormalizedOutputOptions, OutputBundle, Plugin, PluginContext } from 'rollup';
import { dirname, resolve } from 'node:path';
import { injectScript } from '../../build/site/inject-script.js';
import { hashedPaths, isHashed } from '../hashed-files.js';
import { outputPath, scriptBase } from '../paths.js';
import type { SwIsrOptions } from '../options.js';
import { problemOf } from '../problem.js';
import { createSite, type Site } from '../site.js';

type Context = Pick<PluginContext, 'error' | 'warn' | 'emitFile' | 'addWatchFile'>;

function fail(context: Context, site: Site, error: unknown): never {
  const { message, file, line, column } = problemOf(error, site.watched());
  const loc = line === undefined ? undefined : { file, line, column: (column ?? 1) - 1 };
  return context.error({ message, ...(file && { id: file }), ...(loc && { loc }) });
}

/** Checks the config at the start of a build: the watch then knows its modules, and a fault is told at once. */
export async function checkConfig(context: Context, site: Site): Promise<void> {
  for (const path of site.watched()) context.addWatchFile(path);
  try {
    await site.check();
  } catch (error) {
    fail(context, site, error);
  }
  for (const path of site.watched()) context.addWatchFile(path);
}

/** The name of a chunk before its hash was known differs where it has one. */
const isNamedByHash =
  (bundle: OutputBundle, assetsDir: string | undefined) =>
  (name: string): boolean => {
    const file = bundle[name];
    const isHashedChunk = file?.type === 'chunk' && file.preliminaryFileName !== name;
    return isHashedChunk || (!!assetsDir && name.startsWith(`${assetsDir}/`)) || isHashed(name);
  };

/** Adds the scripts to the output, or writes them into the folder that the options name. */
export async function emitScripts(
  context: Context,
  site: Site,
  { bundle, base, assetsDir }: { bundle: OutputBundle; base: string; assetsDir?: string },
): Promise<void> {
  try {
    const names = hashedPaths(Object.keys(bundle), base, isNamedByHash(bundle, assetsDir));
    const { scripts, warnings } = await site.bundle(names);
    for (const warning of warnings) context.warn(warning);
    if (await site.write(scripts)) return;
    for (const { name, contents } of scripts)
      context.emitFile({ type: 'asset', fileName: name, source: contents });
  } catch (error) {
    fail(context, site, error);
  }
}

/** Adds the script element to the pages that other plugins have made. */
function injectIntoPages(bundle: OutputBundle, base: string): void {
  for (const file of Object.values(bundle)) {
    if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
    const html = typeof file.source === 'string' ? file.source : Buffer.from(file.source).toString();
    file.source = injectScript(html, `${base}sw-isr.js`);
  }
}

const folderOf = ({ dir, file }: NormalizedOutputOptions): string => resolve(dir ?? dirname(file ?? ''));

export function rollupHooks(options: SwIsrOptions): Partial<Plugin> {
  const site = createSite(process.cwd(), options);
  return {
    buildStart() {
      return checkConfig(this, site);
    },
    generateBundle: {
      order: 'post',
      async handler(output, bundle) {
        const root = scriptBase(options);
        if (options.inject !== false) injectIntoPages(bundle, root);
        const folder = folderOf(output);
        const base = outputPath(options.out === undefined ? folder : resolve(options.out), folder, root);
        await emitScripts(this, site, { bundle, base });
      },
    },
  };
}
