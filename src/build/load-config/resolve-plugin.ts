/** What imports mean inside a built worker. */
import { isBuiltin } from 'node:module';
import type { OnResolveResult, Plugin, PluginBuild, ResolveOptions } from 'esbuild';
import type { ConfigSource } from './config-source.js';
import { distFile } from '../bundle/package-files.js';

/** What the config's module is imported as. */
export const CONFIG = 'sw-isr:config';
/** What the config itself is imported as, in Node and in the worker: the default export, or `module.exports`. */
export const DEFAULT = 'sw-isr:default';
const INLINE = 'sw-isr-inline';

/** This package's own entries, whatever is installed where the config lives. */
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
    return { errors: [{ text: `"${path}" is not for a worker`, detail: { remedy } }] };
  });
}

/** An npm package may have a built-in's name (`buffer`); only what is not installed is refused. */
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
          text: `"${path}" is a part of Node, which a service worker has not`,
          detail: { remedy: 'Compute what needs it before the build, and import the result' },
        },
      ],
    };
  });
}

/** Resolves the config, `sw-isr` itself, and refuses the modules of Node. */
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
