/** Runs esbuild in memory, and shrinks what it makes. */
import { basename } from 'node:path';
import { build, type BuildOptions as EsbuildOptions, type Message } from 'esbuild';
import { bundlingError, describePlace, problemOf } from '../load-config/problems.js';
import type { BuildOptions } from '../options.js';
import { distFile } from './package-files.js';
import type { Script } from './script.js';
import { shrink } from './shrink.js';

export interface Bundle {
  scripts: Script[];
  warnings: string[];
}

const warningText = (message: Message): string => {
  const problem = problemOf(message);
  return [describePlace(problem), problem.text].filter(Boolean).join(': ');
};

/**
 * @param thing the name in the error: the config, or a script
 * @throws IsrError `build-failed`
 */
export async function runEsbuild(options: EsbuildOptions, thing: string): Promise<Bundle> {
  try {
    const { outputFiles = [], warnings } = await build(options);
    const scripts = outputFiles.map(({ path, text }): Script => ({ name: basename(path), contents: text }));
    const isModule = options.format === 'esm';
    return {
      scripts: options.minify ? await shrink(scripts, isModule) : scripts,
      warnings: warnings.map(warningText),
    };
  } catch (error) {
    throw bundlingError(error, thing);
  }
}

export type ModuleOutput = Pick<BuildOptions, 'minify' | 'sourcemap'>;

/** Bundles a script that does not contain the config's code. */
export function bundleModule(
  entry: Pick<EsbuildOptions, 'entryPoints' | 'stdin' | 'define'>,
  name: string,
  cwd: string,
  { minify = true, sourcemap }: ModuleOutput,
): Promise<Bundle> {
  const options: EsbuildOptions = {
    ...entry,
    absWorkingDir: cwd,
    outfile: name,
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    minify,
    sourcemap: sourcemap ?? false,
  };
  return runEsbuild(options, name);
}

/** Bundles a script of this package. @param define expressions for names that it leaves open */
export const bundlePart = (
  part: string,
  name: string,
  cwd: string,
  { define = {}, ...output }: ModuleOutput & { define?: Record<string, string> },
): Promise<Bundle> => bundleModule({ entryPoints: [distFile(part)], define }, name, cwd, output);
