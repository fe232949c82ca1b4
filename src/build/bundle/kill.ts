import { resolve } from 'node:path';
import { bundlePart } from './run-esbuild.js';
import type { BuildOptions, BuildResult } from '../options.js';
import type { Script } from './script.js';
import { measure, writeScripts } from './write.js';

/** The worker that removes itself, and the client that registers nothing, in memory. */
export async function bundleKill(cwd: string, minify = true): Promise<Script[]> {
  const parts = await Promise.all([
    bundlePart('kill-worker.js', 'sw.js', cwd, { minify }),
    bundlePart('kill-client.js', 'sw-isr.js', cwd, { minify }),
  ]);
  return parts.flatMap(({ scripts }) => scripts);
}

/**
 * Writes a worker that removes itself and its data from every visitor's browser, and a client that registers nothing,
 * in place of the site's worker (rule 35). Leave both in place until no visitor has the old worker: a missing script
 * removes nothing. A dev server can serve them as well. A production worker that was served on the same port is then
 * removed (`sw-isr build --dev`).
 * @throws IsrError `build-failed` if the folder cannot be written.
 * @example await buildKill({ out: 'public' });
 */
export async function buildKill(
  options: Pick<BuildOptions, 'out' | 'cwd' | 'minify'> = {},
): Promise<Pick<BuildResult, 'files' | 'duration'>> {
  const startedAt = performance.now();
  const { cwd = process.cwd(), out = 'public', minify = true } = options;
  const folder = resolve(cwd, out);
  const scripts = await bundleKill(cwd, minify);
  await writeScripts(folder, scripts);
  const files = await Promise.all(scripts.map((script) => measure(folder, script)));
  return { files, duration: Math.round(performance.now() - startedAt) };
}
