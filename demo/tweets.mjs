/** The demo of 500,000,000 tweets: a site that asks an API, on a port of its own, for what it renders. */
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { serveApp } from './start/serve-app.mjs';
import { createApi } from './tweets/api/server.mjs';
import { files } from './tweets/routes/files.mjs';
import { notFound, pages } from './tweets/routes/pages.mjs';
import { apiSwitch } from './tweets/routes/switch.mjs';

const PUBLIC_DIR = fileURLToPath(new URL('../.cache/tweets', import.meta.url));

/**
 * @typedef {object} TweetsOptions
 * @property {string} [publicDir] the folder of `sw.js` and `sw-isr.js` (default: .cache/tweets)
 * @property {number} [slowness] 1: a tweet takes the API 0.8 to 1.5 s; 0.1: a tenth of it (default: 1)
 * @property {number} [retryDelay] milliseconds after which a page asks a dead API again, at first (default: 1000)
 */

/** @param {TweetsOptions} [options] */
export function createTweets({ publicDir = PUBLIC_DIR, slowness = 1, retryDelay = 1000 } = {}) {
  const api = createApi({ slowness });
  const retry = { delay: retryDelay };
  const app = new Hono();
  app.use(csrf());
  app.route('/', files({ publicDir }));
  app.route('/', apiSwitch(api));
  app.route('/', pages({ api, retry }));
  app.notFound(notFound);

  return {
    /** Answers a request without a server. */
    fetch: app.fetch,
    /** Its switch, its slowness, and how often it was asked for each tweet. */
    api,
    /** Set its `delay`, in milliseconds, at any time. */
    retry,
    /** Closes the API; whoever listens closes the site's server first. */
    close: () => api.close(),
    /**
     * Lets the site listen, and the API beside it, if it does not yet.
     * @param {number} [port] 0: a free one
     * @param {string} [hostname]
     * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
     */
    async listen(port = 0, hostname = 'localhost') {
      const server = await serveApp(app, port, hostname);
      await api.listen();
      return server;
    },
  };
}
