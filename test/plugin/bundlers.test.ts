import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { join } from 'node:path';
import rspack, { type Configuration as RspackConfiguration } from '@rspack/core';
import { build as esbuild } from 'esbuild';
import { rolldown } from 'rolldown';
import { rollup, type Plugin } from 'rollup';
import webpack, { type Configuration } from 'webpack';
import { build as vite } from 'vite';
import { swIsr as esbuildPlugin } from '../../src/plugin/entries/esbuild.js';
import { swIsr as rolldownPlugin } from '../../src/plugin/entries/rolldown.js';
import { swIsr as rollupPlugin } from '../../src/plugin/entries/rollup.js';
import { swIsr as rspackPlugin } from '../../src/plugin/entries/rspack.js';
import { swIsr as vitePlugin } from '../../src/plugin/entries/vite.js';
import { swIsr as webpackPlugin } from '../../src/plugin/entries/webpack.js';
import type { SwIsrOptions } from '../../src/plugin/options.js';
import { assertOutput, createWorkspace, read, siteOf, type Workspace } from './projects.js';

const WRONG = `export default { routes: [{ match: '/*', revalidat: 60 }] };\n`;
const EMPTY_PAGE = '<head></head>';

const workspaces: Workspace[] = [];
const workspace = async (): Promise<Workspace> => {
  const made = await createWorkspace(siteOf('A'));
  workspaces.push(made);
  return made;
};
after(() => Promise.all(workspaces.map((one) => one.remove())));

/** What a plugin for pages does in Rollup. */
const page = {
  name: 'page',
  generateBundle(): void {
    this.emitFile({ type: 'asset', fileName: 'index.html', source: EMPTY_PAGE });
  },
} as Plugin;

type Build = (folder: string, options?: SwIsrOptions) => Promise<unknown>;

const withRollup: Build = async (folder, options) => {
  const config = join(folder, 'isr.config.ts');
  const bundle = await rollup({
    input: join(folder, 'src/main.js'),
    plugins: [page, rollupPlugin({ config, ...options })],
  });
  await bundle.write({ dir: join(folder, 'dist'), format: 'es', entryFileNames: '[name].js' });
};

const withRolldown: Build = async (folder, options) => {
  const config = join(folder, 'isr.config.ts');
  const bundle = await rolldown({
    input: join(folder, 'src/main.js'),
    plugins: [page as never, rolldownPlugin({ config, ...options })],
  });
  await bundle.write({ dir: join(folder, 'dist'), format: 'es' });
};

const withVite: Build = (folder, options) =>
  vite({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    base: '/base/',
    plugins: [vitePlugin(options)],
  });

interface Compiler {
  run(done: (error: Error | null, stats?: { compilation: { errors: readonly Error[] } }) => void): void;
  close(done: () => void): void;
}

/** Runs a compiler of webpack's kind; rejects with the errors of the compilation. */
const run = (compiler: Compiler): Promise<void> =>
  new Promise((done, fail) => {
    compiler.run((error, stats) => {
      compiler.close(() => {
        const fault = error ?? stats?.compilation.errors[0];
        if (fault) fail(fault);
        else done();
      });
    });
  });

const compilerOptions = (folder: string, mode: 'production' | 'development') => ({
  mode,
  context: folder,
  entry: './src/main.js',
  devtool: false as const,
  output: {
    path: join(folder, 'dist'),
    filename: 'main.[contenthash].js',
    chunkFilename: '[name].[contenthash].js',
    publicPath: '/base/',
  },
});

/** What HtmlWebpackPlugin does. */
const htmlAsset = (kind: {
  Compilation: { PROCESS_ASSETS_STAGE_OPTIMIZE_INLINE: number };
  sources: typeof webpack.sources;
}) => ({
  apply(compiler: webpack.Compiler): void {
    compiler.hooks.thisCompilation.tap('page', (compilation) => {
      const stage = kind.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_INLINE;
      compilation.hooks.processAssets.tap({ name: 'page', stage }, () =>
        compilation.emitAsset('index.html', new kind.sources.RawSource(EMPTY_PAGE)),
      );
    });
  },
});

const withWebpack =
  (mode: 'production' | 'development'): Build =>
  (folder, options) =>
    run(
      webpack({
        ...compilerOptions(folder, mode),
        plugins: [htmlAsset(webpack), webpackPlugin(options)],
      } satisfies Configuration),
    );

const withRspack: Build = (folder, options) =>
  run(
    rspack({
      ...compilerOptions(folder, 'production'),
      plugins: [htmlAsset(rspack) as never, rspackPlugin(options)],
    } satisfies RspackConfiguration),
  );

const withEsbuild: Build = (folder, options) =>
  esbuild({
    absWorkingDir: folder,
    entryPoints: ['src/main.js', 'index.html'],
    entryNames: '[name]',
    loader: { '.html': 'copy' },
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: 'dist',
    logLevel: 'silent',
    plugins: [esbuildPlugin(options)],
  });

const BUILDS: Record<string, { build: Build; base?: string }> = {
  Vite: { build: withVite, base: '/base/' },
  Rollup: { build: withRollup },
  Rolldown: { build: withRolldown },
  webpack: { build: withWebpack('production'), base: '/base/' },
  Rspack: { build: withRspack, base: '/base/' },
  esbuild: { build: withEsbuild },
};

for (const [name, { build, base }] of Object.entries(BUILDS)) {
  describe(`the plugin in ${name}`, () => {
    it('builds the worker, lists the hashed files, and injects the script line', async () => {
      const { folder } = await workspace();
      await build(folder);
      await assertOutput(join(folder, 'dist'), { pages: ['index.html'], base });
    });

    it('tells a fault of the config as an error of the build that names the file', async () => {
      const { folder, write } = await workspace();
      await write({ 'isr.config.ts': WRONG });
      await assert.rejects(build(folder), (error: Error) => {
        assert.match(error.message, /isr\.config\.ts/);
        assert.match(error.message, /did you mean "revalidate"/);
        return true;
      });
    });
  });
}

describe('the paths of the plugin', () => {
  it('are those of the site where the bundler knows none, and the output lies below its root', async () => {
    for (const build of [withRollup, withEsbuild]) {
      const { folder } = await workspace();
      const result = (await build(folder, { out: folder, base: '/shop' })) as
        { warnings?: unknown[] } | undefined;
      const listed = /list:\[([^\]]*)\]/.exec(await read(folder, 'sw.js'))?.[1] ?? '';
      assert.match(listed, /"\/shop\/dist\/late-/);
      assert.match(await read(folder, 'dist/index.html'), / src="\/shop\/sw-isr\.js"/);
      assert.match(await read(folder, 'dist/main.js'), /"\/shop\/sw-isr\.js"/);
      assert.deepEqual(result?.warnings ?? [], []);
    }
  });

  const CDN = 'https://cdn.example/x/';

  it('are those of the site itself where the files are on a CDN: Vite', async () => {
    const { folder } = await workspace();
    await vite({ root: folder, configFile: false, logLevel: 'silent', base: CDN, plugins: [vitePlugin()] });
    const html = await read(folder, 'dist/index.html');
    assert.match(html, / src="\/sw-isr\.js"/);
    assert.match(html, /src="https:\/\/cdn\.example\/x\/assets/);
  });

  it('are those of the site itself where the files are on a CDN, also in compressed pages: webpack', async () => {
    const { folder } = await workspace();
    const compress = {
      apply(compiler: webpack.Compiler): void {
        compiler.hooks.thisCompilation.tap('compress', (compilation) => {
          const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER;
          compilation.hooks.processAssets.tap({ name: 'compress', stage }, (assets) => {
            const html = assets['index.html'];
            if (html) compilation.emitAsset('index.html.gz', html);
          });
        });
      },
    };
    const options = compilerOptions(folder, 'production');
    const output = { ...options.output, publicPath: CDN };
    await run(webpack({ ...options, output, plugins: [compress, htmlAsset(webpack), webpackPlugin()] }));
    for (const page of ['index.html', 'index.html.gz'])
      assert.match(await read(folder, 'dist', page), / src="\/sw-isr\.js"/);
  });
});

describe('the options of the plugin', () => {
  it('writes into another folder, leaves pages as they are, and names the deployment', async () => {
    const { folder } = await workspace();
    await withVite(folder, { out: 'site', inject: false, deployment: 'release-7' });
    assert.match(await read(folder, 'site/sw.js'), /release-7/);
    assert.doesNotMatch(await read(folder, 'dist/index.html'), /sw-isr\.js/);
    await assert.rejects(read(folder, 'dist/sw.js'));
  });

  it('replaces the worker by one that removes itself in a build for development', async () => {
    const { folder } = await workspace();
    await withWebpack('development')(folder);
    assert.match(await read(folder, 'dist/sw.js'), /unregister/);
    await withWebpack('development')(folder, { devWorker: true });
    assert.doesNotMatch(await read(folder, 'dist/sw.js'), /unregister/);
  });
});
