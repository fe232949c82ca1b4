/** Scripts, styles and pictures under names that hold a hash of their content, as a bundler gives them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';

const TYPES = /** @type {Record<string, string>} */ ({
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
});

/** @param {string} path */
export const typeOf = (path) => TYPES[extname(path)] ?? 'application/octet-stream';

/**
 * Reads the files in their order. `@name@` in a text stands for the path of a file before it, `@version@` for the version.
 * @param {Record<string, string>} files name → path
 * @param {string} version
 */
export function loadAssets(files, version) {
  /** @type {Record<string, string>} */
  const paths = {};
  /** @type {Map<string, { body: string | Buffer, type: string }>} */
  const byPath = new Map();
  for (const [name, file] of Object.entries(files)) {
    const bytes = readFileSync(file);
    const isText = extname(file) !== '.png';
    const body = isText
      ? bytes
          .toString()
          .replace(/@(\w+)@/g, (all, key) => (key === 'version' ? version : (paths[key] ?? all)))
      : bytes;
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 8);
    paths[name] = `/assets/${name}-${hash}${extname(file)}`;
    byPath.set(paths[name], { body, type: typeOf(file) });
  }
  return { paths, find: (/** @type {string} */ path) => byPath.get(path) };
}
