/** The switch that makes the API fail, and what the server answered last. */
import { Hono } from 'hono';

/** @param {import('../../reactions.mjs').Site} site */
export function apiSwitch({ api, answers }) {
  const app = new Hono();
  const state = (/** @type {import('hono').Context} */ c) =>
    c.json({ failing: api.isFailing, last: answers.last() }, 200, { 'Cache-Control': 'no-store' });
  app.get('/api/switch', state);
  app.post('/api/switch', async (c) => {
    const { failing } = await c.req.parseBody();
    // A form without a script does not know the state: it changes it.
    api.isFailing = failing === undefined ? !api.isFailing : failing === 'true';
    if (c.req.header('Accept')?.includes('application/json')) return state(c);
    return c.redirect('/', 303);
  });
  return app;
}

/** Remembers the last answer to a request for the counts. */
export function createAnswers() {
  /** @type {{ status: number, at: number } | undefined} */
  let last;
  return {
    /** @param {number} status */
    note(status) {
      last = { status, at: Date.now() };
    },
    /** @returns {{ status: number, secondsAgo: number } | null} */
    last: () => (last && { status: last.status, secondsAgo: (Date.now() - last.at) / 1000 }) || null,
  };
}

/** @typedef {ReturnType<typeof createAnswers>} Answers */
