/** Lets a Hono app listen. */
import { createAdaptorServer } from '@hono/node-server';

/**
 * @param {import('hono').Hono<any, any, any>} app
 * @param {number} port 0: a free one
 * @param {string} hostname
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} rejects with `EADDRINUSE`, among others
 */
export function serveApp(app, port, hostname) {
  const server = /** @type {import('node:http').Server} */ (createAdaptorServer({ fetch: app.fetch }));
  /** @returns {Promise<void>} */
  const close = () =>
    new Promise((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeAllConnections();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => {
      const { port: bound } = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve({ url: `http://${hostname}:${bound}`, port: bound, close });
    });
  });
}
