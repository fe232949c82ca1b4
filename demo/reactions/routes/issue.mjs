/** The issue, and the forms by which one reacts. The same addresses answer scripts in JSON. */
import { createHash, randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { isContent } from '../api/contents.mjs';
import { issuePage } from '../pages/issue.mjs';
import { messagePage } from '../pages/message.mjs';

const A_YEAR = 31_536_000;

/**
 * A visitor is known by a cookie. @param {import('hono').Context} c
 */
function visitorOf(c) {
  const known = getCookie(c, 'visitor');
  const visitor = known ?? randomUUID();
  if (!known)
    setCookie(c, 'visitor', visitor, { httpOnly: true, sameSite: 'Lax', maxAge: A_YEAR, path: '/' });
  return visitor;
}

/** The name of a visitor in the store of their browser: no secret. @param {string} visitor */
const userOf = (visitor) => createHash('sha256').update(visitor).digest('hex').slice(0, 16);

const wantsJson = (/** @type {import('hono').Context} */ c) =>
  c.req.header('Accept')?.includes('application/json') ?? false;

/** @param {import('../../reactions.mjs').Site} site */
export function issue({ client, source }) {
  const app = new Hono();
  app.use('/issue', async (c, next) => {
    await next();
    c.header('Cache-Control', 'private, no-cache');
  });
  app.get('/issue', async (c) => {
    const visitor = visitorOf(c);
    return c.html(issuePage(await client().read(visitor), { user: userOf(visitor), source }));
  });
  app.get('/api/reactions', async (c) => {
    const { reactions } = await client().read(visitorOf(c));
    return c.json({ reactions }, 200, { 'Cache-Control': 'no-store' });
  });
  app.post('/issue/reactions', async (c) => {
    // The token of a real issue is somebody's, who would be the one to react.
    if (source)
      return c.html(messagePage({ title: 'React on GitHub', text: 'This issue is a real one.' }), 403);
    const { add, remove } = await c.req.parseBody();
    const content = add ?? remove;
    if (!isContent(content))
      return c.html(messagePage({ title: 'That is no reaction', text: 'Choose one of the eight.' }), 400);
    const viewer = visitorOf(c);
    const { id } = await client().read();
    await client().react(id, { content, isOn: add !== undefined, viewer });
    if (!wantsJson(c)) return c.redirect('/issue', 303);
    const { reactions } = await client().read(viewer);
    return c.json({ reactions }, 200, { 'Cache-Control': 'no-store' });
  });
  return app;
}
