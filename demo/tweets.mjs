/** The demo of 500,000,000 tweets: a site that asks an API, on a port of its own, for what it renders. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { serveApp } from './start/serve-app.mjs';
import { createApi } from './tweets/api.mjs';
import { ASSETS, VERSION } from './tweets/assets.mjs';
import { avatar, picture } from './tweets/drawings.mjs';
import { messagePage, startPage } from './tweets/pages/others.mjs';
import { tweetPage, tweetShell } from './tweets/pages/tweet.mjs';
import { isMissing, TWEETS } from './tweets/tweet.mjs';

const CACHE = fileURLToPath(new URL('../.cache/', import.meta.url));
const FOREVER = 'public, max-age=31536000, immutable';
const FOR_ALL = 'public, max-age=0, must-revalidate';

/** @param {() => number} random */
function anyId(random) {
  let id = 0;
  while (isMissing(id)) id = 1 + Math.floor(random() * TWEETS);
  return id;
}

/** @param {string} publicDir */
function files(publicDir) {
  const app = new Hono();
  const drawing =
    (/** @type {(seed: number) => string} */ draw) => (/** @type {import('hono').Context} */ c) =>
      c.body(draw(Number.parseInt(c.req.param('file') ?? '')), 200, {
        'Content-Type': 'image/svg+xml',
        'Cache-Control': FOREVER,
      });
  app.get('/avatars/:file{[0-9]+\\.svg}', drawing(avatar));
  app.get('/favicon.svg', (c) =>
    c.body(avatar(7), 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': FOREVER }),
  );
  app.get('/pictures/:file{[0-9]+\\.svg}', drawing(picture));
  app.get('/assets/:version/:name', (c) => {
    const asset = ASSETS.get(c.req.param('name'));
    if (!asset) return c.text('No such file', 404);
    return c.body(asset.body, 200, { 'Content-Type': asset.type, 'Cache-Control': FOREVER });
  });
  for (const name of ['sw.js', 'sw-isr.js', 'sw-isr-inspector.js'])
    app.get(`/${name}`, async (c) => {
      const body = await readFile(join(publicDir, name), 'utf8').catch(() => null);
      if (body === null) return c.text('Not built', 404, { 'Cache-Control': 'no-cache' });
      return c.body(body, 200, {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': 'no-cache',
      });
    });
  return app;
}

/** @param {{ ask: (id: number) => Promise<Response>, api: ReturnType<typeof createApi>['state'] }} context */
function pages({ ask, api }) {
  /** @type {Hono<any>} */
  const app = new Hono();
  app.get('/', (c) => {
    c.header('Cache-Control', FOR_ALL);
    return c.html(
      startPage({ ids: [20, 8_675_309, 123_456_789, 499_999_999].filter((id) => !isMissing(id)) }),
    );
  });
  app.get('/another', (c) => c.redirect(`/${anyId(Math.random)}`, 303));
  app.get('/shell', (c) => c.html(tweetShell()));
  app.get('/offline', (c) =>
    c.html(
      messagePage({
        title: 'This one cannot be had now',
        text: 'It was never opened in this browser, and the server cannot be reached, or the API was killed. What you have seen is still here: go back, or try again later.',
        isAlone: true,
      }),
    ),
  );
  app.get('/api/switch', (c) => c.json({ dead: api.isDead }));
  app.post('/api/switch', (c) => {
    api.isDead = !api.isDead;
    if (c.req.header('Accept')?.includes('json')) return c.json({ dead: api.isDead });
    return c.redirect(c.req.header('Referer') ?? '/', 303);
  });
  app.get('/:id{[0-9]+}', async (c) => {
    const id = Number(c.req.param('id'));
    const answer = await ask(id).catch(() => null);
    c.header('Cache-Control', FOR_ALL);
    if (answer?.status === 404)
      return c.html(
        messagePage({ title: 'There is no such tweet', text: 'It was deleted, or never written.' }),
        404,
      );
    // A site that cannot render does not answer: without a worker, visitors see the browser's own error.
    if (!answer?.ok && c.env?.outgoing) {
      c.env.outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    if (!answer?.ok) {
      c.header('Cache-Control', 'no-store');
      return c.html(
        messagePage({ title: 'The API does not answer', text: 'Switch it on again, or try later.' }),
        503,
      );
    }
    const tweet = /** @type {import('./tweets/tweet.mjs').Tweet} */ (await answer.json());
    c.header('Cache-Tag', `tweet:${id}`);
    c.header('X-Templates', VERSION);
    return c.html(tweetPage(tweet, new Date()));
  });
  return app;
}

/**
 * @typedef {object} TweetsOptions
 * @property {string} [publicDir] the folder of `sw.js` and `sw-isr.js` (default: .cache/tweets)
 * @property {number} [slowness] 1: a tweet takes the API 0.8 to 1.5 s; 0.1: a tenth of it (default: 1)
 */

/** @param {TweetsOptions} [options] */
export function createTweets({ publicDir = `${CACHE}tweets`, slowness = 1 } = {}) {
  const api = createApi({ slowness });
  /** Where the API listens; without a server it is asked directly. @type {string | undefined} */
  let apiUrl;
  const ask = async (/** @type {number} */ id) =>
    apiUrl ? fetch(`${apiUrl}/tweets/${id}`) : api.app.request(`/tweets/${id}`);
  /** What the site was asked for, by path. @type {string[]} */
  const asked = [];

  const app = new Hono();
  app.use(csrf());
  app.use(async (c, next) => {
    asked.push(c.req.path);
    await next();
  });
  app.route('/', files(publicDir));
  app.route('/', pages({ ask, api: api.state }));
  app.notFound((c) => {
    c.header('Cache-Control', FOR_ALL);
    return c.html(
      messagePage({ title: 'There is nothing here', text: 'Tweets have a number as their address.' }),
      404,
    );
  });

  return {
    /** Answers a request without a server. */
    fetch: app.fetch,
    /** The switch of the API, its slowness, and how often it was asked for a tweet. Set them at any time. */
    api: api.state,
    /** The paths that the site was asked for. */
    asked,
    close: async () => undefined,
    /**
     * @param {number} [port] 0: a free one
     * @param {string} [hostname]
     * @returns {Promise<{ url: string, port: number, apiUrl: string, close: () => Promise<void> }>}
     */
    async listen(port = 0, hostname = 'localhost') {
      const apiServer = await serveApp(api.app, 0, hostname);
      apiUrl = apiServer.url;
      const server = await serveApp(app, port, hostname).catch(async (error) => {
        await apiServer.close();
        throw error;
      });
      const close = async () => void (await Promise.all([server.close(), apiServer.close()]));
      return { ...server, apiUrl: apiServer.url, close };
    },
  };
}
