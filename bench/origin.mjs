/** A contender's origin: pages of 20 KB that take a while to render, each rendering told apart, every request counted. */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes of a page. */
export const PAGE_BYTES = 20_480;

/**
 * @typedef {object} Origin
 * @property {string} url without a trailing slash
 * @property {number} delay milliseconds to render a page
 * @property {(path: string) => number} asked how often a path was asked for
 * @property {() => Promise<void>} close
 */

const WORDS =
  'page stored fresh stale origin answer visitor worker hour price shelf garden letter river'.split(' ');

/** Text that differs from page to page. @param {number} seed @param {number} length */
function prose(seed, length) {
  let text = '';
  for (let state = seed + 1; text.length < length;) {
    state = (state * 48_271) % 2_147_483_647;
    text += `${WORDS[state % WORDS.length]} `;
  }
  return text.slice(0, length);
}

/** @param {string} path @param {number} generation @param {string} head */
function render(path, generation, head) {
  const start =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${path}</title>${head}` +
    '<style>body{font:16px/1.5 system-ui;max-width:40em;margin:2em auto}</style></head>' +
    `<body data-path="${path}" data-generation="${generation}"><h1>${path}</h1><p>`;
  const end = '</p></body></html>';
  return start + prose(generation * 31 + path.length, PAGE_BYTES - start.length - end.length) + end;
}

/** Pages below `/s/` may be shown for a second, then only while they are refreshed. */
const lifetimeHeaders = (/** @type {string} */ path) =>
  path.startsWith('/s/') ? { 'isr-cache-control': 'max-age=1, stale-while-revalidate=86400' } : {};

/**
 * @param {import('./contenders/contenders.mjs').Contender} contender
 * @param {number} delay
 * @returns {Promise<Origin>}
 */
export async function startOrigin({ head, headers, scripts }, delay) {
  const files = await scripts();
  /** @type {Map<string, number>} */
  const counts = new Map();

  /** @param {string} path @param {import('node:http').ServerResponse} response */
  async function answerPage(path, response) {
    const generation = (counts.get(path) ?? 0) + 1;
    counts.set(path, generation);
    if (path !== '/blank') await sleep(origin.delay);
    const body = render(path, generation, head);
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      ...headers,
      ...lifetimeHeaders(path),
    });
    response.end(body);
  }

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://origin').pathname;
    const file = files[path];
    if (file !== undefined) {
      response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' }).end(file);
    } else if (/^\/(p|s|blank)/.test(path)) {
      answerPage(path, response).catch(() => response.destroy());
    } else response.writeHead(404).end();
  });
  // A browser that finds its connection closed asks twice.
  server.keepAliveTimeout = 600_000;
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  /** @type {Origin} */
  const origin = {
    url: `http://127.0.0.1:${port}`,
    delay,
    asked: (path) => counts.get(path) ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return origin;
}
