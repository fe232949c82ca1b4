/** Bundles the worker: its features, and the config. */
import type { Plugin } from 'esbuild';
import type { IsrConfig } from '../../config/types.js';
import type { ConfigSource } from '../load-config/config-source.js';
import { environmentDefines } from '../load-config/environment.js';
import { workerBundle } from '../load-config/evaluate.js';
import { DEFAULT } from '../load-config/resolve-plugin.js';
import type { BuildOptions } from '../options.js';
import { featuresOf } from './features.js';
import { listedAssetsCode, withListedAssets } from '../site/listed-assets.js';
import { resolvedConfigCode } from './resolved-config.js';
import { runEsbuild, type Bundle } from './run-esbuild.js';

/**
 * Replaced by the deployment's ID, which is a hash of the code. It has the length of an ID, to keep source maps valid.
 */
export const PLACEHOLDER = '@sw-isr-id@@';

export interface WorkerInput {
  source: ConfigSource;
  cwd: string;
  config: IsrConfig;
  env: string[];
}

type Output = Pick<BuildOptions, 'minify' | 'sourcemap' | 'assets'>;

/** The import path of a function that runs the config's module and returns the config. */
const CONFIG_FUNCTION = 'sw-isr:config-function';
const RESULT = '__swIsrConfig';

/**
 * Bundles the config's module as the body of a function. The worker calls it, and so starts even if the module throws in
 * some browser.
 */
function bundleConfig({ source, cwd, env }: WorkerInput, { sourcemap }: Output): Promise<Bundle> {
  return runEsbuild(
    {
      ...workerBundle(source, cwd),
      format: 'esm',
      stdin: { contents: `import config from '${DEFAULT}';\n${RESULT} = config;`, resolveDir: cwd },
      outfile: 'config.js',
      banner: { js: `export default () => {\nlet ${RESULT};` },
      footer: { js: `return ${RESULT};\n};` },
      sourcemap: sourcemap ? 'inline' : false,
      define: environmentDefines(env),
    },
    source.name,
  );
}

const resolveConfigFunction = (contents: string): Plugin => ({
  name: CONFIG_FUNCTION,
  setup(build) {
    build.onResolve({ filter: /^sw-isr:config-function$/ }, () => ({
      path: 'config',
      namespace: CONFIG_FUNCTION,
    }));
    build.onLoad({ filter: /./, namespace: CONFIG_FUNCTION }, () => ({ contents }));
  },
});

/** Functions are found by their route's place: a config with other routes in the worker must not start. */
const guardFor = ({ routes }: IsrConfig, code: string): string =>
  code.includes('config.routes[')
    ? `if (config.routes.length !== ${routes.length}) throw new Error('it names other routes than in the build');`
    : '';

function entryFor(own: IsrConfig, assets: readonly string[] | undefined): string {
  const config = withListedAssets(own, assets);
  const features = featuresOf(config);
  const code = resolvedConfigCode(config, PLACEHOLDER);
  const policies = ['routePolicy', 'originPolicy'].filter((name) => code.includes(name));
  return `
import { ${['startWith', ...features, ...policies].join(', ')} } from 'sw-isr/worker';
import readConfig from '${CONFIG_FUNCTION}';
startWith([${features.map((name) => `${name}()`).join(', ')}], () => {
  const config = ${listedAssetsCode(own, config)};
  ${guardFor(config, code)}
  return ${code};
});
`;
}

/** @throws IsrError `build-failed` */
export async function bundleWorker(input: WorkerInput, output: Output): Promise<Bundle> {
  const { source, cwd, config } = input;
  const { minify = true, sourcemap, assets } = output;
  const own = await bundleConfig(input, output);
  const base = workerBundle(source, cwd);
  const worker = await runEsbuild(
    {
      ...base,
      plugins: [resolveConfigFunction(own.scripts[0]?.contents ?? ''), ...base.plugins],
      stdin: { contents: entryFor(config, assets), resolveDir: cwd, sourcefile: 'sw-isr-entry.js' },
      outfile: 'sw.js',
      minify,
      sourcemap: sourcemap ?? false,
    },
    source.name,
  );
  // The bundled config was checked already: esbuild would warn of it twice.
  return { ...worker, warnings: own.warnings };
}
