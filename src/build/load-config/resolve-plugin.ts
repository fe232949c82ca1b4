/** Resolves the imports of a built worker. */
import { isBuiltin } from 'node:module';
import type { OnResolveResult, Plugin, PluginBuild, ResolveOptions } from 'esbuild';
import type { ConfigSource } from './config-source.js';
import { distFile } from '../bundle/package-files.js';

/** The import path of the config's module. */
export const CONFIG = 'sw-isr:config';
/** The import path of the config itself, in Node and in the worker: its default export, or `module.exports`. */
export const DEFAULT = 'sw-isr:default';
const INLINE = 'sw-isr-inline';

/** The entries of this package, whichever version is installed beside the config. */
const OWN: Readonly<Record<string, string>> = {
  'sw-isr': 'define-config.js',
  'sw-isr/worker': 'worker.js',
  'sw-isr/client': 'client.js',
};

function resolveConfigModule(build: PluginBuild, { from }: ConfigSource): void {
  build.onResolve({ filter: /^sw-isr:config$/ }, () =>
    'path' in from ? { path: from.path } : { path: CONFIG, namespace: INLINE },
  );
  build.onLoad({ filter: /./, namespace: INLINE }, () => ({
    contents: 'code' in from ? from.code : '',
    loader: 'ts',
  }));
  build.onResolve({ filter: /^sw-isr:default$/ }, () => ({ path: DEFAULT, namespace: DEFAULT }));
  build.onLoad({ filter: /./, namespace: DEFAULT }, () => ({
    contents: `import * as module from '${CONFIG}';\nexport default module.default;`,
  }));
}

function resolveOwnEntries(build: PluginBuild): void {
  build.onResolve({ filter: /^sw-isr(\/|$)/ }, ({ path }): OnResolveResult => {
    const name = OWN[path];
    if (name !== undefined) return { path: distFile(name) };
    const remedy = `A config can import ${Object.keys(OWN).join(', ')}`;
    return { errors: [{ text: `"${path}" cannot be imported into a worker`, detail: { remedy } }] };
  });
}

/** Refuses Node's built-in modules. An installed npm package may have the same name (`buffer`), and is allowed. */
function refuseBuiltins(build: PluginBuild): void {
  const seen = {};
  build.onResolve({ filter: /^[a-z]/ }, async ({ path, pluginData, importer, ...rest }) => {
    if (pluginData === seen || !isBuiltin(path)) return undefined;
    const options: ResolveOptions = { ...rest, importer, pluginData: seen };
    const found = path.startsWith('node:') ? undefined : await build.resolve(path, options);
    if (found?.errors.length === 0) return found;
    return {
      errors: [
        {
          text: `"${path}" is a module of Node, which a service worker does not have`,
          detail: { remedy: 'Compute its result before the build, and import that' },
        },
      ],
    };
  });
}

/** Resolves the config and `sw-isr`, and refuses Node's modules. */
export function resolvePlugin(source: ConfigSource): Plugin {
  return {
    name: 'sw-isr',
    setup(build) {
      resolveConfigModule(build, source);
      resolveOwnEntries(build);
      refuseBuiltins(build);
    },
  };
}
