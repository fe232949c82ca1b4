/** A contender's origin: pages that take a while to render, on HTTP/1.1 or HTTP/2, and every request counted. */
import { createServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCertificate } from './certificate.mjs';
import { render } from './page.mjs';

/**
 * @typedef {object} Origin
 * @property {string} url without a trailing slash
 * @property {number} delay milliseconds to render a page
 * @property {(path: string) => number} asked how often a path was asked for
 * @property {() => number} rendered how often any page was rendered
 * @property {(paths: string[]) => void} given these were put into the browser's stores by hand: as if asked for once
 * @property {() => Promise<void>} close
 *
 * @typedef {object} OriginOptions
 * @property {number} delay
 * @property {boolean} [http2]
 *
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 */

/** Pages below `/s/` may be shown for a second, then only while they are refreshed. */
const lifetimeHeaders = (/** @type {string} */ path) =>
  path.startsWith('/s/') ? { 'isr-cache-control': 'max-age=1, stale-while-revalidate=86400' } : {};

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8H0z"/></svg>'.padEnd(4096);

/** @param {boolean} http2 @param {(request: Request, response: Response) => void} answer */
function listen(http2, answer) {
  if (!http2) {
    const server = createServer(answer);
    // A browser that finds its connection closed asks twice.
    server.keepAliveTimeout = 600_000;
    return { scheme: 'http', server, drop: () => server.closeAllConnections() };
  }
  // What Node hands over on HTTP/2 is made to be used as on HTTP/1.1.
  const compatible = /** @type {(request: any, response: any) => void} */ (answer);
  const server = createSecureServer({ ...makeCertificate(), allowHTTP1: true }, compatible);
  /** @type {Set<import('node:http2').ServerHttp2Session>} */
  const sessions = new Set();
  server.on('session', (session) => sessions.add(session));
  return { scheme: 'https', server, drop: () => sessions.forEach((session) => session.destroy()) };
}

/**
 * @param {import('./contenders/contenders.mjs').Contender} contender
 * @param {OriginOptions} options
 * @returns {Promise<Origin>}
 */
export async function startOrigin({ head, headers, scripts }, { delay, http2 = false }) {
  const files = await scripts();
  /** @type {Map<string, number>} */
  const counts = new Map();
  let rendered = 0;

  /** @param {string} path @param {Response} response */
  async function answerPage(path, response) {
    const generation = (counts.get(path) ?? 0) + 1;
    counts.set(path, generation);
    rendered += 1;
    if (path !== '/blank') await sleep(origin.delay);
    const body = render(path, generation, head);
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      // Everyone's: a lifetime would let the HTTP cache answer for the origin.
      'cache-control': 'public',
      ...headers,
      ...lifetimeHeaders(path),
    });
    response.end(body);
  }

  /** @param {Response} response @param {string} type @param {string} body @param {string} caching */
  const answerFile = (response, type, body, caching) =>
    void response.writeHead(200, { 'content-type': type, 'cache-control': caching }).end(body);

  const { scheme, server, drop } = listen(http2, (request, response) => {
    const path = new URL(request.url ?? '/', 'http://origin').pathname;
    const file = files[path];
    if (file !== undefined) answerFile(response, 'text/javascript', file, 'no-cache');
    else if (path.startsWith('/a/')) answerFile(response, 'image/svg+xml', PICTURE, 'no-store');
    else if (/^\/(p|s|blank)/.test(path)) answerPage(path, response).catch(() => response.destroy());
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  /** @type {Origin} */
  const origin = {
    url: `${scheme}://127.0.0.1:${port}`,
    delay,
    asked: (path) => counts.get(path) ?? 0,
    rendered: () => rendered,
    given: (paths) => paths.forEach((path) => counts.set(path, 1)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        drop();
      }),
  };
  return origin;
}
