import { resolve } from 'node:path';
import { build } from './build.js';
import { findConfig } from './load-config/config-source.js';
import type { BuildOptions, BuildResult } from './options.js';
import { type Watcher, watchConfig } from './load-config/watch-config.js';

export type { Watcher } from './load-config/watch-config.js';

/** The outcome of one build of a watch. */
export type WatchOutcome = { ok: true; result: BuildResult } | { ok: false; error: unknown };

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
  const rebuild = () =>
    build(options).then(
      (result) => onBuilt({ ok: true, result }),
      (error: unknown) => onBuilt({ ok: false, error }),
    );
  return watchConfig(source, cwd, rebuild);
}
