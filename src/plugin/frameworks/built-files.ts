/** Finds the files that a framework has written, and builds the worker for them. */
import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { build } from '../../build/build.js';
import { buildKill } from '../../build/bundle/kill.js';
import { hashedPaths } from '../hashed-files.js';
import type { SwIsrOptions } from '../options.js';

/** The files in a folder and those below, relative to it; none if it does not exist. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

export interface BuiltFolder {
  /** The project's folder. */
  root: string;
  /** The folder of the site's root. */
  out: string;
  /** The folder that holds nothing but files of the build, and the path under which it is served. */
  assets: { folder: string; path: string };
}

/**
 * Builds the worker into the root of a site, after its files are written.
 * @throws IsrError `invalid-config` or `build-failed`
 */
export async function buildForFolder(
  { root, out, assets }: BuiltFolder,
  options: SwIsrOptions,
): Promise<void> {
  const files = await filesIn(assets.folder);
  const { config, deployment } = options;
  const { warnings } = await build({
    cwd: root,
    config,
    deployment,
    out: options.out === undefined ? out : resolve(root, options.out),
    assets: hashedPaths(files, assets.path, () => true),
  });
  for (const warning of warnings) console.warn(`sw-isr: ${warning}`);
}

/** Writes the scripts of a dev server into a folder. */
export async function buildForDev(
  root: string,
  out: string,
  { config, devWorker }: SwIsrOptions,
): Promise<void> {
  if (devWorker) await build({ cwd: root, config, out, minify: false });
  else await buildKill({ cwd: root, out });
}
