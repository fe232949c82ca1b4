/** A module of Nuxt is a function, so this one needs no package of Nuxt. */
import { join, resolve } from 'node:path';
import type { SwIsrOptions } from '../options.js';
import { buildForDev, buildForFolder } from './built-files.js';
import { basePath } from '../paths.js';
import { withVirtualModule } from './with-virtual-module.js';

interface Nitro {
  options: {
    output: { publicDir: string };
    publicAssets: { dir: string; baseURL?: string; maxAge: number }[];
  };
}

/** The part of Nuxt that is used. */
interface Nuxt {
  options: {
    rootDir: string;
    buildDir: string;
    dev: boolean;
    app: { baseURL: string; buildAssetsDir: string; head: { script?: unknown[] } };
    vite: { plugins?: unknown[] };
  };
  hook(name: string, run: (nitro: Nitro) => Promise<void> | void): unknown;
}

export type NuxtModule = (options: SwIsrOptions | undefined, nuxt: unknown) => Promise<void>;

const readOptions = (inline: SwIsrOptions | undefined, nuxt: Nuxt): SwIsrOptions => ({
  ...(nuxt.options as { swIsr?: SwIsrOptions }).swIsr,
  ...inline,
});

export const nuxtModule: NuxtModule = async (inline, given) => {
  const nuxt = given as Nuxt;
  const options = readOptions(inline, nuxt);
  const { rootDir, buildDir, dev, app, vite } = nuxt.options;
  const base = basePath(app.baseURL) ?? '/';
  const root = options.out === undefined ? base : '/';
  vite.plugins = [...(vite.plugins ?? []), { name: 'sw-isr', ...withVirtualModule(() => root) }];
  if (options.inject !== false)
    app.head.script = [...(app.head.script ?? []), { type: 'module', async: true, src: `${root}sw-isr.js` }];
  if (dev) {
    const dir = resolve(buildDir, 'sw-isr');
    await buildForDev(rootDir, dir, options);
    nuxt.hook('nitro:config', (config) => {
      // `nitro:config` hands over the options themselves.
      const { publicAssets } = config as unknown as Nitro['options'];
      publicAssets.push({ dir, maxAge: 0 });
    });
    return;
  }
  // Before pages are prerendered and the server lists its files.
  nuxt.hook('nitro:build:public-assets', ({ options: { output } }) => {
    const name = app.buildAssetsDir.replace(/^\/|\/$/g, '');
    const assets = { folder: join(output.publicDir, name), path: `${base}${name}/` };
    return buildForFolder({ root: rootDir, out: output.publicDir, assets }, options);
  });
};
