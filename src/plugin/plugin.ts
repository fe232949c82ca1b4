/** One plugin for every bundler, by unplugin. */
import { createUnplugin, type UnpluginOptions } from 'unplugin';
import { esbuildHooks } from './bundlers/esbuild.js';
import { rollupHooks } from './bundlers/rollup.js';
import { viteHooks } from './bundlers/vite.js';
import { useCompiler } from './bundlers/webpack.js';
import type { SwIsrOptions } from './options.js';
import { scriptBase } from './paths.js';
import { clientExpression, VIRTUAL, virtualCode } from './virtual.js';

const RESOLVED = `\0${VIRTUAL}`;

/** `virtual:sw-isr`, in the bundlers that ask their plugins for a module. */
const virtualModule = (base: () => string): Pick<UnpluginOptions, 'resolveId' | 'load'> => ({
  resolveId: { filter: { id: /^virtual:sw-isr$/ }, handler: () => RESOLVED },
  load: { filter: { id: new RegExp(`${VIRTUAL}$`) }, handler: () => virtualCode(clientExpression(base())) },
});

export const plugin = createUnplugin<SwIsrOptions | undefined, false>(
  (options = {}, meta): UnpluginOptions => {
    const name = 'sw-isr';
    switch (meta.framework) {
      case 'webpack':
        return { name, webpack: (compiler) => useCompiler(compiler, options) };
      case 'rspack':
        // Both have the parts of a compiler that are used here, by the same names.
        return { name, rspack: (compiler) => useCompiler(compiler as never, options) };
      case 'esbuild': {
        const hooks = esbuildHooks(options);
        return {
          name,
          ...virtualModule(hooks.base),
          esbuild: { setup: hooks.setup, onResolveFilter: /^virtual:sw-isr$/ },
        };
      }
      case 'vite': {
        const hooks = viteHooks(options);
        return { name, ...virtualModule(hooks.base), vite: hooks.plugin };
      }
      default:
        return {
          name,
          ...virtualModule(() => scriptBase(options)),
          rollup: rollupHooks(options),
          rolldown: rollupHooks(options) as never,
        };
    }
  },
);
