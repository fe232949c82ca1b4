/** The API that the site asks: a server of its own, slow as such things are, with a switch that kills it. */
import { Hono } from 'hono';
import { renderTimeOf, tweetOf } from './tweet.mjs';

const TICK_MS = 20;

/**
 * @param {{ slowness: number }} options `slowness`: 1 takes 0.8 to 1.5 s for a tweet
 */
export function createApi({ slowness }) {
  const state = { isDead: false, asked: 0, slowness };
  const app = new Hono();
  app.get('/tweets/:id{[0-9]+}', async (c) => {
    if (state.isDead) return c.json({ error: 'The API was killed' }, 503);
    state.asked += 1;
    const id = Number(c.req.param('id'));
    // In ticks, so that a change of the slowness lets go who waits.
    for (const since = performance.now(); performance.now() - since < renderTimeOf(id) * state.slowness;)
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    // Killed while it was at work.
    if (state.isDead) return c.json({ error: 'The API was killed' }, 503);
    const tweet = tweetOf(id);
    return tweet ? c.json(tweet) : c.json({ error: 'There is no such tweet' }, 404);
  });
  return { app, state };
}
