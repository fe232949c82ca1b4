/** The scripts at the URLs of old workers, which hand over to the site's worker (`takeover.scripts`). */
import { posix } from 'node:path';
import type { IsrConfig } from '../../config/types.js';
import { bundlePart, type ModuleOutput } from './run-esbuild.js';
import type { Script } from './script.js';

async function handoverScript(path: string, cwd: string, minify = true): Promise<Script[]> {
  const worker = posix.relative(posix.dirname(path), '/sw.js');
  const define = { SW_ISR_WORKER: JSON.stringify(worker) };
  const { scripts } = await bundlePart('handover-worker.js', posix.basename(path), cwd, { minify, define });
  return scripts.map((script) => ({ ...script, name: path.slice(1) }));
}

/** The scripts of a config, by their paths in the folder of the worker. */
export async function handoverScripts(
  { takeover }: Pick<IsrConfig, 'takeover'>,
  cwd: string,
  { minify }: ModuleOutput,
): Promise<Script[]> {
  const paths = (typeof takeover === 'object' && takeover.scripts) || [];
  return (await Promise.all(paths.map((path) => handoverScript(path, cwd, minify)))).flat();
}
