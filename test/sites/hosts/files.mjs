/** Static files, as nginx or `serve` send them: an ETag, and no word on caching. */
import { readFileSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { typeOf } from './assets.mjs';
import { sendWithETag } from './http.mjs';

/** @param {string} path */
const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/**
 * @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response
 * @param {string} root @param {string} pathname
 * @param {string} fallback sent with 200 where there is no such file; a name that begins with 404 is sent with 404
 */
export function sendFile(request, response, root, pathname, fallback) {
  const path = join(root, normalize(decodeURIComponent(pathname)));
  const found = [path, `${path}.html`, join(path, 'index.html')].find(isFile);
  const file = found ?? join(root, fallback);
  const status = found === undefined && fallback.startsWith('404') ? 404 : 200;
  sendWithETag(request, response, { body: readFileSync(file), type: typeOf(file), status });
}
