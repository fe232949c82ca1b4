import { resolve } from 'node:path';
import { bundleSite } from './bundle/bundle.js';
import { findConfig } from './load-config/config-source.js';
import type { BuildOptions, BuildResult } from './options.js';
import { measure, writeScripts } from './bundle/write.js';

/**
 * Builds a site's worker and its client: `sw.js`, one classic script, and `sw-isr.js`, a module that registers it. If
 * the build fails, the files of the last build stay.
 * @throws IsrError `invalid-config` if the config is missing or invalid, `build-failed` if the code cannot be bundled
 * or the folder cannot be written.
 * @example await build({ config: 'isr.config.ts', out: 'public' });
 */
export async function build(options: BuildOptions = {}): Promise<BuildResult> {
  const startedAt = performance.now();
  const { cwd = process.cwd(), config, out = 'public', ...output } = options;
  const folder = resolve(cwd, out);
  const { scripts, deployment, env, warnings } = await bundleSite(
    findConfig(cwd, config),
    resolve(cwd),
    output,
  );
  await writeScripts(folder, scripts);
  const files = await Promise.all(scripts.map((script) => measure(folder, script)));
  const duration = Math.round(performance.now() - startedAt);
  return { files, deployment, env, warnings, duration };
}
