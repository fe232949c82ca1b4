/**
 * The scripts of a folder that is served, with a deployment of its own. Folders take turns on one port, and so on one
 * origin, where a browser keeps pages: under an ID that two of them share, one would show the other's.
 */
import { createHash } from 'node:crypto';
import { bundleSite } from '../bundle/bundle.js';
import { type Script } from '../bundle/script.js';
import type { ConfigSource } from '../load-config/config-source.js';

const hash = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);

/**
 * The ID is a hash of the worker's code, as that of any build, and of the paths of the folder and the config. One that
 * the config names itself is stronger.
 * @param root the folder's absolute path
 */
export async function bundleFolder(root: string, source: ConfigSource, cwd: string): Promise<Script[]> {
  const place = hash(root, 'path' in source.from ? source.from.path : '');
  const { scripts } = await bundleSite(source, cwd, { deployment: place });
  // The place stands in the code, as the ID, while that is hashed.
  const id = hash(...scripts.map(({ contents }) => contents));
  return scripts.map(({ name, contents }) => ({
    name,
    contents: contents.replaceAll(JSON.stringify(place), JSON.stringify(id)),
  }));
}
