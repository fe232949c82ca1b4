/** esbuild, which has no hook for files: the scripts and the pages are written after its own. */
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { BuildResult, OutputFile, PartialMessage, PluginBuild } from 'esbuild';
import { writeScripts } from '../../build/bundle/write.js';
import { injectScript } from '../../build/site/inject-script.js';
import { hashedPaths } from '../hashed-files.js';
import { outputPath, scriptBase } from '../paths.js';
import type { SwIsrOptions } from '../options.js';
import { problemOf } from '../problem.js';
import { createSite, type Site } from '../site.js';

const messageOf = (error: unknown, site: Site): PartialMessage => {
  const { message, file, line, column } = problemOf(error, site.watched());
  return { text: message, location: file ? { file, line: line ?? 1, column: (column ?? 1) - 1 } : null };
};

/** A file that esbuild hands over instead of writing it. */
const outputFile = (path: string, text: string): OutputFile => ({
  path,
  text,
  contents: Buffer.from(text),
  hash: '',
});

async function injectIntoPages(result: BuildResult, pages: readonly string[], src: string): Promise<void> {
  for (const path of pages) {
    const index = result.outputFiles?.findIndex((file) => file.path === path) ?? -1;
    const held = result.outputFiles?.[index]?.text;
    const html = injectScript(held ?? (await readFile(path, 'utf8')), src);
    if (held === undefined) await writeFile(path, html);
    else result.outputFiles?.splice(index, 1, outputFile(path, html));
  }
}

/** Looks at the files of the config, as they are known, as well as at the entries. */
function watchConfig(build: PluginBuild, site: Site): void {
  const seen = {};
  build.onResolve({ filter: /./ }, async ({ path, kind, ...rest }) => {
    const pluginData: unknown = rest.pluginData;
    if (kind !== 'entry-point' || pluginData === seen) return undefined;
    const found = await build.resolve(path, { ...rest, kind, pluginData: seen });
    // esbuild takes files to watch only with the path itself.
    return found.errors.length > 0 ? undefined : { ...found, pluginData, watchFiles: site.watched() };
  });
}

export function esbuildHooks(options: SwIsrOptions): {
  setup: (build: PluginBuild) => void;
  base: () => string;
} {
  let root = '/';
  return {
    base: () => root,
    setup(build) {
      const given = build.initialOptions;
      given.metafile = true;
      const cwd = given.absWorkingDir ?? process.cwd();
      const folder = resolve(cwd, given.outdir ?? dirname(given.outfile ?? 'out.js'));
      const site = createSite(cwd, options);
      root = scriptBase(options, given.publicPath);
      const out = options.out === undefined ? folder : resolve(cwd, options.out);
      const served = given.publicPath ?? outputPath(out, folder, root);
      watchConfig(build, site);
      build.onEnd(async (result) => {
        if (result.errors.length) return {};
        try {
          const paths = Object.keys(result.metafile?.outputs ?? {}).map((path) => resolve(cwd, path));
          const names = paths.map((path) => relative(folder, path)).filter((name) => !name.startsWith('..'));
          const { scripts, warnings } = await site.bundle(hashedPaths(names, served));
          if (options.inject !== false)
            await injectIntoPages(
              result,
              paths.filter((path) => path.endsWith('.html')),
              `${root}sw-isr.js`,
            );
          const texts = warnings.map((text) => ({ text }));
          if (await site.write(scripts)) return { warnings: texts };
          if (given.write === false)
            result.outputFiles?.push(
              ...scripts.map(({ name, contents }) => outputFile(resolve(folder, name), contents)),
            );
          else await writeScripts(folder, scripts);
          return { warnings: texts };
        } catch (error) {
          return { errors: [messageOf(error, site)] };
        }
      });
    },
  };
}
