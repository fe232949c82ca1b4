/**
 * Bundles the scripts for a served folder, with a deployment ID of its own. Different folders are served on the same
 * port, so they share an origin, and the browser's stored pages. With a common ID, one folder would show the pages of
 * another.
 */
import { createHash } from 'node:crypto';
import { bundleSite } from '../bundle/bundle.js';
import { type Script } from '../bundle/script.js';
import type { ConfigSource } from '../load-config/config-source.js';

const hash = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);

/**
 * The ID is a hash of the worker's code, as in any build, and of the paths of folder and config. A `deployment` in the
 * config has precedence.
 * @param root the folder's absolute path
 */
export async function bundleFolder(root: string, source: ConfigSource, cwd: string): Promise<Script[]> {
  const pathHash = hash(root, 'path' in source.from ? source.from.path : '');
  const { scripts } = await bundleSite(source, cwd, {
    deployment: pathHash,
    minify: false, // It is served to this machine, at once.
  });
  // The hashed code contains the hash of the paths as its ID.
  const id = hash(...scripts.map(({ contents }) => contents));
  return scripts.map(({ name, contents }) => ({
    name,
    contents: contents.replaceAll(JSON.stringify(pathHash), JSON.stringify(id)),
  }));
}
