/** Watches a config and the modules that it imports. */
import { context } from 'esbuild';
import type { ConfigSource } from './config-source.js';
import { workerBundle } from './evaluate.js';
import { CONFIG } from './resolve-plugin.js';

export interface Watcher {
  close(): Promise<void>;
}

/** @param onChange is called once at the start, and again after each change */
export async function watchConfig(
  source: ConfigSource,
  cwd: string,
  onChange: () => Promise<void> | void,
): Promise<Watcher> {
  const { plugins, ...bundle } = workerBundle(source, cwd);
  // This bundle is discarded. It only finds the files to watch, missing ones included.
  const watching = await context({
    ...bundle,
    format: 'esm',
    entryPoints: [CONFIG],
    outdir: '.',
    plugins: [...plugins, { name: 'sw-isr-rebuild', setup: (plugin) => plugin.onEnd(onChange) }],
  });
  await watching.watch();
  return { close: () => watching.dispose() };
}
