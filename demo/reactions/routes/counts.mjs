/** The page of the counts. */
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { TAG } from '../feed.mjs';
import { countsPage } from '../pages/counts.mjs';

/** @param {import('../../reactions.mjs').Site} site */
export function counts({ client, answers, source }) {
  const app = new Hono();
  // What the server answered last, whether it was asked by the worker or by a visitor.
  app.use('/', async (c, next) => {
    await next();
    if (c.req.method === 'GET') answers.note(c.error ? 502 : c.res.status);
  });
  // The page says nothing but the counts, so that the server can confirm it.
  app.get('/', etag(), async (c) => {
    const issue = await client().read();
    c.header('Cache-Control', 'public, max-age=0, must-revalidate');
    c.header('Cache-Tag', TAG);
    return c.html(countsPage(issue, source));
  });
  return app;
}
