/** The demo of reactions: counts from an API, one second fresh, and an issue to which one reacts. */
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { createClient } from './reactions/api/github.mjs';
import { ISSUE } from './reactions/api/issue.mjs';
import { createApi } from './reactions/api/server.mjs';
import { sourceFrom } from './reactions/api/source.mjs';
import { createReactionsFeed, FEED_PATH } from './reactions/feed.mjs';
import { messagePage } from './reactions/pages/message.mjs';
import { counts } from './reactions/routes/counts.mjs';
import { files } from './reactions/routes/files.mjs';
import { issue } from './reactions/routes/issue.mjs';
import { apiSwitch, createAnswers } from './reactions/routes/switch.mjs';
import { serveApp } from './start/serve-app.mjs';

const PUBLIC_DIR = fileURLToPath(new URL('../.cache/reactions', import.meta.url));

/**
 * @typedef {object} ReactionsOptions
 * @property {string} [publicDir] the folder of `sw.js` and `sw-isr.js` (default: .cache/reactions)
 * @property {import('./reactions/api/github.mjs').Source} [source] a real issue (default: what the environment names, else one of its own)
 *
 * @typedef {object} Site what the routes share
 * @property {import('./reactions/api/server.mjs').Api} api
 * @property {import('./reactions/routes/switch.mjs').Answers} answers
 * @property {() => import('./reactions/api/github.mjs').Client} client of the API that is asked now
 * @property {import('./reactions/api/github.mjs').Source | undefined} source
 */

/** @param {import('hono').Context} c @param {Error} error */
function errorAnswer(c, error) {
  // Some errors are answers (a refused form, say).
  if ('getResponse' in error && typeof error.getResponse === 'function') return error.getResponse();
  const headers = { 'Cache-Control': 'no-store' };
  if (c.req.header('Accept')?.includes('application/json'))
    return c.json({ error: error.message }, 502, headers);
  return c.html(messagePage({ title: 'The API gives no answer', text: error.message }), 502, headers);
}

/** @param {ReactionsOptions} [options] */
export function createReactions({ publicDir = PUBLIC_DIR, source = sourceFrom(process.env) } = {}) {
  const api = createApi();
  const feed = createReactionsFeed(api.secret);
  /** The switch makes a real API fail, too: the demo's own is asked in its place, which then answers 502. */
  const client = () =>
    createClient(source && !api.isFailing ? source : { ...ISSUE, url: api.url, token: api.token });
  /** @type {Site} */
  const site = { api, answers: createAnswers(), client, source };

  const app = new Hono();
  // The feed checks signatures: webhooks are no forms.
  app.all(FEED_PATH, ({ req }) => feed.fetch(req.raw));
  app.use(csrf());
  app.route('/', files({ publicDir }));
  app.route('/', apiSwitch(site));
  app.route('/', counts(site));
  app.route('/', issue(site));
  app.notFound((c) =>
    c.html(messagePage({ title: 'There is nothing here', text: 'The address has a slip in it.' }), 404),
  );
  app.onError((error, c) => errorAnswer(c, error));

  return {
    /** Answers a request without a server. Pages need the API, which `listen()` opens. */
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
      // A wrong token is told where the site was started, and not only to who opens it.
      if (source)
        client()
          .read()
          .catch(({ message }) => console.error(message));
      return server;
    },
  };
}
