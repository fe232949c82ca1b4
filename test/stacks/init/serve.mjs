/** Serves a built site: by its own server, or as the files that they are. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lookup } from 'mrmime';
import { start, stop } from '../../support/runner/processes.mjs';

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

/** @param {string} origin */
async function answers(origin) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const isThere = await fetch(origin).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return true;
    await sleep(200);
  }
  return false;
}

/**
 * @param {string} folder @param {import('./stacks.mjs').Stack} stack @param {number} port
 * @returns {Promise<() => Promise<void>>} stops it
 */
export async function serveSite(folder, { serve, out = '.' }, port) {
  if (!serve) return serveFiles(join(folder, out), port);
  const [command = '', ...args] = serve.map((word) => word.replace('PORT', String(port)));
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: 'localhost',
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const child = start(command, args, { cwd: folder, env, stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  if (await answers(`http://localhost:${port}/`)) return () => stop(child);
  await stop(child);
  throw new Error(`Failed to serve "${folder}": it answered nothing in a minute.\n${output.slice(-3000)}`);
}
