/** Astro makes its pages after its files, so the worker is built when both are there. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { viteHooks } from '../bundlers/vite.js';
import { basePath } from '../paths.js';
import type { SwIsrOptions } from '../options.js';
import { VIRTUAL } from '../virtual.js';
import { buildForFolder } from './built-files.js';
import { withVirtualModule } from './with-virtual-module.js';

interface AstroConfig {
  root: URL;
  base: string;
  build: { assets: string };
}

interface Setup {
  injectScript(stage: 'page', content: string): void;
  // What Astro takes is of its own version of Vite.
  updateConfig(config: { vite: { plugins: never[] } }): unknown;
}

/** The part of Astro's integrations that is used. */
export interface AstroIntegration {
  name: string;
  hooks: {
    'astro:config:setup': (options: Setup) => void;
    'astro:config:done': (options: { config: AstroConfig }) => void;
    'astro:build:generated': (options: { dir: URL }) => Promise<void>;
  };
}

export function astroIntegration(options: SwIsrOptions = {}): AstroIntegration {
  let config: AstroConfig | undefined;
  // The way of the adapters: they copy what is there when the pages are.
  const build = async (dir: URL): Promise<void> => {
    if (!config) return;
    const out = fileURLToPath(dir);
    const path = `${basePath(config.base) ?? '/'}${config.build.assets}/`;
    const assets = { folder: join(out, config.build.assets), path };
    await buildForFolder({ root: fileURLToPath(config.root), out, assets }, options);
  };
  return {
    name: 'sw-isr',
    hooks: {
      'astro:config:setup'(setup) {
        const hooks = viteHooks({ ...options, base: undefined, onlyDev: true });
        const base = (): string => basePath(hooks.base()) ?? '/';
        const plugin: Plugin = { name: 'sw-isr', ...hooks.plugin, ...withVirtualModule(base) };
        setup.updateConfig({ vite: { plugins: [plugin as never] } });
        if (options.inject !== false) setup.injectScript('page', `import '${VIRTUAL}';`);
      },
      'astro:config:done'(done) {
        config = done.config;
      },
      'astro:build:generated': ({ dir }) => build(dir),
    },
  };
}
