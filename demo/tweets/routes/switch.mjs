/** The switch that kills the API. */
import { Hono } from 'hono';

/** @param {import('../api/server.mjs').Api} api */
export function apiSwitch(api) {
  const app = new Hono();
  const state = (/** @type {import('hono').Context} */ c) =>
    c.json({ alive: api.isAlive }, 200, { 'Cache-Control': 'no-store' });
  app.get('/api/switch', state);
  app.post('/api/switch', async (c) => {
    const { alive } = await c.req.parseBody();
    // A form without a script does not know the state: it changes it.
    await api.setAlive(alive === undefined ? !api.isAlive : alive === 'true');
    if (c.req.header('Accept')?.includes('json')) return state(c);
    return c.redirect(c.req.header('Referer') ?? '/', 303);
  });
  return app;
}
