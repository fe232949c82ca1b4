/** Serves a built site: by its own server, or as the files that they are. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { lookup } from 'mrmime';
import { startServer } from '../project.mjs';

/** @param {string} root @param {string} path */
function fileFor(root, path) {
  const candidates = [path, `${path}index.html`, `${path}/index.html`, `${path}.html`];
  return candidates.map((one) => join(root, one)).find((one) => existsSync(one) && statSync(one).isFile());
}

/** @param {string} root @param {number} port @returns {Promise<() => Promise<void>>} */
function serveFiles(root, port) {
  const server = createServer((request, response) => {
    const file = fileFor(root, decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    if (file === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      return;
    }
    response.writeHead(200, { 'content-type': lookup(file) ?? 'text/plain', 'cache-control': 'no-cache' });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(port, () =>
      resolve(async () => {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }),
    );
  });
}

/**
 * @param {string} folder @param {import('./stacks.mjs').Stack} stack @param {number} port
 * @returns {Promise<() => Promise<void>>} stops it
 */
export async function serveSite(folder, { serve, out = '.' }, port) {
  if (!serve) return serveFiles(join(folder, out), port);
  const [command = '', ...args] = serve;
  return startServer(folder, command, args, port);
}
