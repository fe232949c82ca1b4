/** The site at which `npm start` begins: it says what ISR is, and leads to the others. It has no worker. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { landingPage } from './page.mjs';

/** @typedef {import('../sites.mjs').Site & { url: string }} Opened */

/**
 * @param {object} options
 * @param {Opened[]} options.sites as they are when somebody asks
 * @param {string} options.publicDir the folder of a worker that removes itself
 */
export function createLanding({ sites, publicDir }) {
  const app = new Hono();
  app.get('/', (c) => c.html(landingPage(sites), 200, { 'Cache-Control': 'no-cache' }));
  app.get('/pictures/:file{[a-z]+\\.svg}', async (c) => {
    const site = sites.find(({ name }) => `${name}.svg` === c.req.param('file'));
    if (!site?.picture) return c.text('No such picture', 404);
    return c.body(await site.picture(), 200, {
      'Content-Type': 'image/svg+xml',
      'Cache-Control': 'no-cache',
    });
  });
  // At this address a worker may be left, of a site that was served here before: it is replaced by one that goes away.
  for (const name of ['sw.js', 'sw-isr.js'])
    app.get(`/${name}`, async (c) => {
      const body = await readFile(join(publicDir, name), 'utf8').catch(() => null);
      if (body === null) return c.text('Not built', 404);
      return c.body(body, 200, {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': 'no-cache',
      });
    });
  app.notFound((c) =>
    c.req.header('Accept')?.includes('text/html') ? c.redirect('/') : c.text('Not found', 404),
  );
  return app;
}
