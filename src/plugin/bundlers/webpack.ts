/** webpack and Rspack, which have the same hooks. */
import { resolve } from 'node:path';
import type { Asset, Compilation, Compiler } from 'webpack';
import { injectScript } from '../../build/site/inject-script.js';
import { devScripts } from '../dev-server.js';
import { hashedPaths, isHashed } from '../hashed-files.js';
import { outputPath, scriptBase } from '../paths.js';
import type { SwIsrOptions } from '../options.js';
import { problemOf } from '../problem.js';
import { createSite, type Site } from '../site.js';
import { clientExpression, VIRTUAL, virtualCode } from '../virtual.js';

const NAME = 'sw-isr';

/** A dev server, or a build for development: there the worker would come between the server and its page. */
const isDevelopment = ({ options: { mode } }: Compiler): boolean =>
  mode === 'development' || process.env.WEBPACK_SERVE === 'true';

/** The path under which the output is served; undefined if it is found at run time, as with `auto`. */
const publicPath = ({ options: { output } }: Compiler): string | undefined =>
  typeof output.publicPath === 'string' && !['auto', ''].includes(output.publicPath)
    ? output.publicPath
    : undefined;

/** The path of the scripts. */
const rootOf = (compiler: Compiler, options: SwIsrOptions): string =>
  scriptBase(options, publicPath(compiler));

function outputBase(compiler: Compiler, options: SwIsrOptions): string {
  const out = options.out === undefined ? compiler.outputPath : resolve(compiler.context, options.out);
  return publicPath(compiler) ?? outputPath(out, compiler.outputPath, rootOf(compiler, options));
}

const assetsOf = (compilation: Compilation): Readonly<Asset>[] => compilation.getAssets();

/** The files whose names the compiler made from their contents. */
function listAssets(compiler: Compiler, compilation: Compilation, options: SwIsrOptions): string[] {
  const assets = assetsOf(compilation);
  const hashed = new Set(assets.filter(({ info }) => info.immutable).map(({ name }) => name));
  return hashedPaths(
    assets.map(({ name }) => name),
    outputBase(compiler, options),
    (name) => hashed.has(name) || isHashed(name),
  );
}

function report(compiler: Compiler, compilation: Compilation, site: Site, error: unknown): void {
  const { message, file } = problemOf(error, site.watched());
  const problem = new compiler.webpack.WebpackError(message);
  if (file !== undefined) problem.file = file;
  compilation.errors.push(problem);
}

async function emitScripts(compiler: Compiler, compilation: Compilation, site: Site, options: SwIsrOptions) {
  const { RawSource } = compiler.webpack.sources;
  const isDev = isDevelopment(compiler);
  const { scripts, warnings } = isDev
    ? { scripts: await devScripts(site, !!options.devWorker), warnings: [] }
    : await site.bundle(listAssets(compiler, compilation, options));
  for (const text of warnings) compilation.warnings.push(new compiler.webpack.WebpackError(text));
  if (await site.write(scripts)) return;
  for (const { name, contents } of scripts) {
    if (compilation.getAsset(name)) compilation.updateAsset(name, new RawSource(contents));
    else compilation.emitAsset(name, new RawSource(contents));
  }
}

/** Adds the script element to the pages that other plugins have made. */
function injectIntoPages(compiler: Compiler, compilation: Compilation, options: SwIsrOptions): void {
  const { RawSource } = compiler.webpack.sources;
  for (const { name, source } of assetsOf(compilation)) {
    if (!name.endsWith('.html')) continue;
    const html = injectScript(source.source().toString(), `${rootOf(compiler, options)}sw-isr.js`);
    compilation.updateAsset(name, new RawSource(html));
  }
}

/** `virtual:sw-isr` becomes a module whose code is in its address. */
function addVirtualModule(compiler: Compiler, options: SwIsrOptions): void {
  const code = virtualCode(clientExpression(rootOf(compiler, options)));
  const address = `data:text/javascript,${encodeURIComponent(code)}`;
  new compiler.webpack.NormalModuleReplacementPlugin(
    new RegExp(`^${VIRTUAL}$`),
    (request: { request: string }) => {
      request.request = address;
    },
  ).apply(compiler);
}

export function useCompiler(compiler: Compiler, options: SwIsrOptions): void {
  const site = createSite(compiler.context, options);
  addVirtualModule(compiler, options);
  compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
    // A child compilation makes a part of the output.
    if (compilation.compiler !== compiler) return;
    // After all names and pages are final, and before they are compressed.
    const stage = compiler.webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER - 1;
    compilation.hooks.processAssets.tapPromise({ name: NAME, stage }, async () => {
      if (options.inject !== false) injectIntoPages(compiler, compilation, options);
      await emitScripts(compiler, compilation, site, options).catch((error: unknown) =>
        report(compiler, compilation, site, error),
      );
      for (const path of site.watched()) compilation.fileDependencies.add(path);
    });
  });
}
