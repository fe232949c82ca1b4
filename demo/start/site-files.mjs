/** What every site of the demo serves beside its pages: its styles and scripts, and its worker. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';

export const FOREVER = 'public, max-age=31536000, immutable';
const SCRIPT = 'text/javascript; charset=utf-8';

/**
 * Styles and scripts under a name that changes with them, so that they can be kept for ever.
 * @param {URL} folder of the site; its scripts are in `browser/`
 * @param {{ name: string, css: string }} sheet
 */
export function siteAssets(folder, { name, css }) {
  const scripts = readdirSync(new URL('browser/', folder)).filter((file) => file.endsWith('.js'));
  /** @type {Map<string, { type: string, body: string }>} */
  const assets = new Map([
    [name, { type: 'text/css; charset=utf-8', body: css }],
    ...scripts.map(
      (file) =>
        /** @type {const} */ ([
          file,
          { type: SCRIPT, body: readFileSync(new URL(`browser/${file}`, folder), 'utf8') },
        ]),
    ),
  ]);
  const hash = createHash('sha256');
  for (const { body } of assets.values()) hash.update(body);
  const version = hash.digest('hex').slice(0, 10);
  return { assets, version, assetUrl: (/** @type {string} */ file) => `/assets/${version}/${file}` };
}

/**
 * @param {object} site
 * @param {ReadonlyMap<string, { type: string, body: string }>} site.assets
 * @param {string} site.publicDir the folder of the worker
 */
export function siteFiles({ assets, publicDir }) {
  const app = new Hono();
  app.get('/assets/:version/:name', (c) => {
    const asset = assets.get(c.req.param('name'));
    if (!asset) return c.text('No such file', 404);
    return c.body(asset.body, 200, { 'Content-Type': asset.type, 'Cache-Control': FOREVER });
  });
  // A worker must be seen to change at once, so it is asked for each time.
  for (const name of ['sw.js', 'sw-isr.js', 'sw-isr-inspector.js', 'sw.js.map', 'sw-isr.js.map'])
    app.get(`/${name}`, async (c) => {
      const body = await readFile(join(publicDir, name), 'utf8').catch(() => null);
      if (body === null) return c.text('Not built', 404, { 'Cache-Control': 'no-cache' });
      const type = name.endsWith('.map') ? 'application/json' : SCRIPT;
      return c.body(body, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' });
    });
  return app;
}
