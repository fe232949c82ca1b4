/** The demo of reactions: counts from an API, one second fresh, and a page on which one reacts. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { createFeed, memoryLog } from 'sw-isr/server';
import { isContent } from './reactions/api/contents.mjs';
import { createClient, sourceFrom } from './reactions/api/github.mjs';
import { createApi, ISSUE } from './reactions/api/server.mjs';
import { ASSETS } from './reactions/assets.mjs';
import { countsPage, issuePage, messagePage } from './reactions/pages/pages.mjs';
import { serveApp } from './start/serve-app.mjs';

const PUBLIC_DIR = fileURLToPath(new URL('../.cache/reactions', import.meta.url));
const FOREVER = 'public, max-age=31536000, immutable';
const FEED_PATH = '/_isr/feed';
const FAVICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><text x="1" y="19" font-size="19">🎉</text></svg>';

/** @param {string} publicDir */
function files(publicDir) {
  const app = new Hono();
  app.get('/favicon.svg', (c) =>
    c.body(FAVICON, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': FOREVER }),
  );
  app.get('/assets/:version/:name', (c) => {
    const asset = ASSETS.get(c.req.param('name'));
    if (!asset) return c.text('No such file', 404);
    return c.body(asset.body, 200, { 'Content-Type': asset.type, 'Cache-Control': FOREVER });
  });
  // A worker must be seen to change at once, so it is asked for each time.
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

/** A visitor is known by a cookie from the first reaction on. @param {import('hono').Context} c */
const viewerOf = (c) => getCookie(c, 'visitor');

/** @param {{ client: () => ReturnType<typeof createClient>, isReal: boolean }} context */
function pages({ client, isReal }) {
  const app = new Hono();
  app.get('/', async (c) => {
    const issue = await client().read();
    c.header('Cache-Control', 'public, max-age=0, must-revalidate');
    c.header('Cache-Tag', 'reactions');
    return c.html(countsPage(issue, new Date()));
  });
  app.get('/issue', async (c) => {
    const issue = await client().read(viewerOf(c));
    c.header('Cache-Control', 'private, no-cache');
    return c.html(issuePage(issue, isReal));
  });
  app.post('/issue/reactions', async (c) => {
    const { content } = await c.req.parseBody();
    if (!isContent(content))
      return c.html(messagePage({ title: 'That is no reaction', text: 'Choose one of the eight.' }), 400);
    const viewer = viewerOf(c) ?? randomUUID();
    setCookie(c, 'visitor', viewer, { httpOnly: true, sameSite: 'Lax', maxAge: 31_536_000, path: '/' });
    const issue = await client().read(viewer);
    const isOn = !issue.reactions.find((one) => one.content === content)?.isMine;
    await client().react(issue.id, { content, isOn, viewer });
    return c.redirect('/issue', 303);
  });
  return app;
}

/** @param {import('./reactions/api/server.mjs').Api} api */
function apiSwitch(api) {
  const app = new Hono();
  const state = (/** @type {import('hono').Context} */ c) =>
    c.json({ failing: api.isFailing }, 200, { 'Cache-Control': 'no-store' });
  app.get('/api/switch', state);
  app.post('/api/switch', (c) => {
    api.isFailing = !api.isFailing;
    if (c.req.header('Accept')?.includes('json')) return state(c);
    return c.redirect('/', 303);
  });
  return app;
}

/**
 * @typedef {object} ReactionsOptions
 * @property {string} [publicDir] the folder of `sw.js` and `sw-isr.js` (default: .cache/reactions)
 * @property {import('./reactions/api/github.mjs').Source} [source] a real issue (default: what the environment names, else one of its own)
 */

/** @param {ReactionsOptions} [options] */
export function createReactions({ publicDir = PUBLIC_DIR, source = sourceFrom(process.env) } = {}) {
  const api = createApi();
  const feed = createFeed({
    storage: memoryLog(),
    secret: api.secret,
    // The webhook says which issue: every page that shows it has this tag.
    adapters: [
      {
        name: 'reactions',
        matches: (headers) => headers.get('x-github-event') === 'reaction',
        read: () => [{ tags: ['reactions'] }],
      },
    ],
  });
  const client = () => createClient(source ?? { ...ISSUE, url: api.url, token: api.token });

  const app = new Hono();
  // The feed checks signatures: webhooks are no forms.
  app.all(FEED_PATH, ({ req }) => feed.fetch(req.raw));
  app.use(csrf());
  app.route('/', files(publicDir));
  app.route('/', apiSwitch(api));
  app.route('/', pages({ client, isReal: source !== undefined }));
  app.notFound((c) =>
    c.html(messagePage({ title: 'There is nothing here', text: 'The address has a slip in it.' }), 404),
  );
  app.onError((error, c) => {
    if ('getResponse' in error && typeof error.getResponse === 'function') return error.getResponse();
    const text = `${error.message} Without a worker, this is what visitors see.`;
    return c.html(messagePage({ title: 'The API fails', text }), 502, { 'Cache-Control': 'no-store' });
  });

  return {
    /** Answers a request without a server. */
    fetch: app.fetch,
    /** Its switch, address and secrets. */
    api,
    feed,
    /** Closes the API and the feed; whoever listens closes the site's server first. */
    close: async () => void (await Promise.all([api.close(), feed.close()])),
    /**
     * @param {number} [port] 0: a free one
     * @param {string} [hostname]
     * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
     */
    async listen(port = 0, hostname = 'localhost') {
      const server = await serveApp(app, port, hostname);
      await api.listen(`${server.url}${FEED_PATH}`);
      return server;
    },
  };
}
