import { resolve } from 'node:path';
import { context } from 'esbuild';
import { build } from './build.js';
import { findConfig } from './load-config/config-source.js';
import { workerBundle } from './load-config/evaluate.js';
import type { BuildOptions, BuildResult } from './options.js';
import { CONFIG } from './load-config/resolve-plugin.js';

/** The outcome of one build of a watch. */
export type WatchOutcome = { ok: true; result: BuildResult } | { ok: false; error: unknown };

export interface Watcher {
  close(): Promise<void>;
}

/**
 * Builds, and builds again whenever the config or an imported file changes. A failed build is reported, and the watch
 * goes on.
 */
export async function watch(
  options: BuildOptions,
  onBuilt: (outcome: WatchOutcome) => void,
): Promise<Watcher> {
  const cwd = resolve(options.cwd ?? process.cwd());
  const source = findConfig(cwd, options.config);
  const { plugins, ...bundle } = workerBundle(source, cwd);
  const rebuild = () =>
    build(options).then(
      (result) => onBuilt({ ok: true, result }),
      (error: unknown) => onBuilt({ ok: false, error }),
    );
  // This bundle is discarded. It only finds the files to watch, missing ones included.
  const watching = await context({
    ...bundle,
    format: 'esm',
    entryPoints: [CONFIG],
    outdir: '.',
    plugins: [...plugins, { name: 'sw-isr-rebuild', setup: (plugin) => plugin.onEnd(rebuild) }],
  });
  await watching.watch();
  return { close: () => watching.dispose() };
}
