/** The API that the site asks for tweets: a server on a port of its own, slow as such things are, that can be killed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { serveApp } from '../../start/serve-app.mjs';
import { renderTimeOf, tweetOf } from './tweet.mjs';

/** Only the site asks it. */
const HOSTNAME = '127.0.0.1';
/** Milliseconds that the site waits for a tweet. */
const TIMEOUT = 60_000;
/** Milliseconds after which an answer that waits looks whether it still has to. */
const TICK = 20;

/**
 * @param {{ slowness: number }} options `slowness`: 1 takes 0.8 to 1.5 s for a tweet
 */
export function createApi({ slowness }) {
  /** How often each tweet was asked for. @type {Map<number, number>} */
  const counts = new Map();
  const app = new Hono();
  app.get('/tweets/:id{[1-9][0-9]*}', async (c) => {
    const id = Number(c.req.param('id'));
    counts.set(id, (counts.get(id) ?? 0) + 1);
    // In ticks: a change of the slowness lets go who waits.
    for (const since = performance.now(); performance.now() - since < renderTimeOf(id) * api.slowness;)
      await sleep(TICK);
    const tweet = tweetOf(id);
    return tweet ? c.json(tweet) : c.json({ error: 'There is no such tweet' }, 404);
  });

  /** @type {Awaited<ReturnType<typeof serveApp>> | undefined} */
  let server;
  /** Where it listens when it is alive; 0: it never did. */
  let port = 0;
  let isAlive = true;
  /** Ends when the last switch has been carried out: a port is free only then. */
  let switched = Promise.resolve();

  /** Listens on a port of its own, unless it does already, or was killed. */
  async function listen() {
    if (server || !isAlive) return;
    server = await serveApp(app, port, HOSTNAME);
    ({ port } = server);
  }

  /** Closes the server: what it was at work on is cut off. */
  async function close() {
    const closing = server;
    server = undefined;
    await closing?.close();
  }

  const api = {
    /** Set it at any time. */
    slowness,
    get isAlive() {
      return isAlive;
    },
    get url() {
      return `http://${HOSTNAME}:${port}`;
    },
    /** @param {number} id @returns {number} how often this tweet was asked for */
    count: (id) => counts.get(id) ?? 0,
    listen,
    close,
    /** @param {boolean} alive false: nothing listens on its port any more */
    async setAlive(alive) {
      const before = switched;
      switched = (async () => {
        await before.catch(() => undefined);
        if (alive === isAlive) return;
        isAlive = alive;
        if (port > 0) await (alive ? listen() : close());
      })();
      await switched;
    },
    /**
     * What the site asks. An API that never listened is asked within this process.
     * @param {number} id
     * @returns {Promise<Response>} rejects where the API is dead
     */
    async ask(id) {
      const path = `/tweets/${id}`;
      if (port > 0) return fetch(api.url + path, { signal: AbortSignal.timeout(TIMEOUT) });
      if (isAlive) return app.request(path);
      throw new Error(`Failed to ask for "${path}": the API was killed. Bring it back.`);
    },
  };
  return api;
}

/** @typedef {ReturnType<typeof createApi>} Api */
