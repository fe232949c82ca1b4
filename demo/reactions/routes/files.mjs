/** Styles, scripts, and the worker. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { ASSETS } from '../assets.mjs';
import { favicon } from '../pages/icons.mjs';

const FOREVER = 'public, max-age=31536000, immutable';

/** @param {{ publicDir: string }} context */
export function files({ publicDir }) {
  const app = new Hono();
  app.get('/favicon.svg', (c) =>
    c.body(favicon, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': FOREVER }),
  );
  app.get('/assets/:version/:name', (c) => {
    const asset = ASSETS.get(c.req.param('name'));
    if (!asset) return c.text('No such file', 404);
    return c.body(asset.body, 200, { 'Content-Type': asset.type, 'Cache-Control': FOREVER });
  });
  // A worker must be seen to change at once, so it is asked for each time.
  for (const name of ['sw.js', 'sw-isr.js', 'sw-isr-inspector.js'])
    app.get(`/${name}`, async (c) => {
      const body = await readFile(join(publicDir, name), 'utf8').catch(() => null);
      if (body === null) return c.text('Not built', 404, { 'Cache-Control': 'no-cache' });
      return c.body(body, 200, {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': 'no-cache',
      });
    });
  return app;
}
