import { resolve } from 'node:path';
import { bundleSite } from './bundle/bundle.js';
import { findConfig } from './load-config/config-source.js';
import { measure } from './bundle/measure.js';
import type { BuildOptions, BuildResult } from './options.js';
import { writeScripts } from './bundle/write.js';

/**
 * Builds a site's worker and the page's side of it: `sw.js`, one classic script, and `sw-isr.js`, a module that
 * registers it. When anything fails, what was built before stays.
 * @throws IsrError `invalid-config` for a config that is missing or wrong, `build-failed` for code that cannot be
 * bundled and a folder that cannot be written.
 * @example await build({ config: 'isr.config.ts', out: 'public' });
 */
export async function build(options: BuildOptions = {}): Promise<BuildResult> {
  const startedAt = performance.now();
  const { cwd = process.cwd(), config, out = 'public', ...output } = options;
  const folder = resolve(cwd, out);
  const { scripts, ...rest } = await bundleSite(findConfig(cwd, config), resolve(cwd), output);
  await writeScripts(folder, scripts);
  const files = await Promise.all(scripts.map((script) => measure(folder, script)));
  return { files, ...rest, duration: Math.round(performance.now() - startedAt) };
}
