/** Runs a config module in Node, to validate it before it is built into a worker. */
import { SourceMap, type SourceMapPayload } from 'node:module';
import { runInThisContext } from 'node:vm';
import { build, type BuildOptions as EsbuildOptions } from 'esbuild';
import { barePathWarnings } from '../../config/validation/patterns/bare-paths.js';
import { validateConfig } from '../../config/validation/validate.js';
import type { IsrConfig } from '../../config/types.js';
import { IsrError } from '../../shared/errors.js';
import type { ConfigSource } from './config-source.js';
import { ENV, findVariables, readVariables } from './environment.js';
import type { BuildProblem } from '../options.js';
import { bundlingError, describePlace } from './problems.js';
import { DEFAULT, resolvePlugin } from './resolve-plugin.js';

export interface EvaluatedConfig {
  config: IsrConfig;
  /** The environment variables that it uses. */
  env: string[];
  /** Valid options that are probably mistakes. */
  warnings: string[];
  /** The config's own modules, relative to `cwd`. */
  files: string[];
}

const GLOBAL = '__swIsrConfig';
const SCRIPT = 'sw-isr-config.js';
/** Globals of Node that a worker does not have. */
const ABSENT = ['process', 'require', 'module', 'exports', 'global', 'Buffer', '__filename', '__dirname'];

/** The esbuild options of all code for the worker. */
export const workerBundle = (source: ConfigSource, cwd: string) =>
  ({
    absWorkingDir: cwd,
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    metafile: true,
    plugins: [resolvePlugin(source)],
  }) satisfies EsbuildOptions;

async function bundleConfig(source: ConfigSource, cwd: string) {
  const result = await build({
    ...workerBundle(source, cwd),
    stdin: {
      contents: `export { default } from '${DEFAULT}';`,
      resolveDir: cwd,
    },
    outfile: SCRIPT,
    globalName: GLOBAL,
    sourcemap: 'external',
    define: { 'process.env': ENV, 'process.env.NODE_ENV': '"production"' },
  }).catch((error: unknown) => {
    throw bundlingError(error, source.name);
  });
  const textOf = (end: string) => result.outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  const isOwn = (file: string) => !file.includes('node_modules/') && !/^(<stdin>|[\w-]+:)/.test(file);
  return {
    code: textOf('.js'),
    map: textOf('.map'),
    files: Object.keys(result.metafile.inputs).filter(isOwn),
  };
}

/** The place in the config's sources where an error was thrown. */
function placeOf(error: unknown, map: string): BuildProblem | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const [, line, column] = /sw-isr-config\.js:(\d+):(\d+)/.exec(stack) ?? [];
  if (line === undefined || column === undefined) return undefined;
  const payload = JSON.parse(map) as SourceMapPayload;
  // The wrapper adds one line before the code.
  const entry = new SourceMap(payload).findEntry(Number(line) - 2, Number(column) - 1);
  if (!('originalSource' in entry) || entry.originalSource.includes('<stdin>')) return undefined;
  const { originalSource: file, originalLine, originalColumn } = entry;
  return { text: '', remedy: '', file, line: originalLine + 1, column: originalColumn + 1 };
}

function run(code: string, env: Record<string, string | undefined>): unknown {
  const parameters = ['self', ENV, ...ABSENT].join(', ');
  const wrapper = `(function (${parameters}) {\n${code}\nreturn ${GLOBAL}.default;\n})`;
  const call = runInThisContext(wrapper, { filename: SCRIPT }) as (...args: unknown[]) => unknown;
  return call(globalThis, env);
}

/**
 * Evaluates and validates a config.
 * @throws IsrError `build-failed` if it cannot be bundled, `invalid-config` if it throws or has faults.
 */
export async function evaluateConfig(source: ConfigSource, cwd: string): Promise<EvaluatedConfig> {
  const { code, map, files } = await bundleConfig(source, cwd);
  const env = await findVariables(files, cwd);
  let config: unknown;
  try {
    config = run(code, readVariables(env));
  } catch (error) {
    const place = placeOf(error, map);
    const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new IsrError(
      'invalid-config',
      `Failed to run "${place ? describePlace(place) : source.name}": ${cause}. ` +
        'Use only what both Node and a service worker have.',
      { cause: error },
    );
  }
  if (config === undefined) {
    throw new IsrError(
      'invalid-config',
      `Failed to read "${source.name}": it has no default export. Write "export default defineConfig({ … })".`,
    );
  }
  validateConfig(config, source.name);
  return { config, env, warnings: barePathWarnings(config), files };
}
