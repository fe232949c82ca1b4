/** The pages: the start, the tweets, and what the worker shows in their place. */
import { Hono } from 'hono';
import { anyId, isMissing, TWEETS } from '../browser/numbers.js';
import { missingPage, offlinePage, unavailablePage } from '../pages/message.mjs';
import { tweetShell } from '../pages/shell.mjs';
import { startPage } from '../pages/start.mjs';
import { tweetPage } from '../pages/tweet.mjs';

/** A page that is the same for everyone. */
const SHARED = { 'Cache-Control': 'public, max-age=0, must-revalidate' };
const SUGGESTED = [20, 8_675_309, 123_456_789, 499_999_999].map((id) => {
  while (isMissing(id)) id -= 1;
  return id;
});

/** @param {{ api: import('../api/server.mjs').Api, retry: { delay: number } }} context */
export function pages({ api, retry }) {
  const app = new Hono();
  app.get('/', (c) => c.html(startPage({ ids: SUGGESTED }), 200, SHARED));
  app.get('/another', (c) => c.redirect(`/${anyId()}`, 303));
  app.get('/shell', (c) => c.html(tweetShell()));
  app.get('/offline', (c) => c.html(offlinePage()));

  app.get('/:id{[1-9][0-9]*}', async (c) => {
    const id = Number(c.req.param('id'));
    if (id > TWEETS) return c.notFound();
    const startedAt = performance.now();
    const answer = await api.ask(id).catch(() => null);
    if (answer?.status === 404) return c.notFound();
    // Killed while it was at work, too: then the answer is cut off.
    const tweet = await answer?.json().catch(() => null);
    if (!answer?.ok || !tweet)
      return c.html(unavailablePage({ retryDelay: retry.delay }), 503, {
        'Cache-Control': 'no-store',
        'Retry-After': '5',
      });
    const made = { at: new Date(), took: performance.now() - startedAt };
    return c.html(tweetPage(tweet, made), 200, { ...SHARED, 'Cache-Tag': `tweet:${id}` });
  });
  return app;
}

/** @param {import('hono').Context} c */
export const notFound = (c) => c.html(missingPage(), 404, SHARED);
