/** Styles, scripts, and the worker. */
import { FOREVER, siteFiles } from '../../start/site-files.mjs';
import { ASSETS } from '../assets.mjs';
import { favicon } from '../pages/icons.mjs';

/** @param {{ publicDir: string }} context */
export function files({ publicDir }) {
  const app = siteFiles({ assets: ASSETS, publicDir });
  app.get('/favicon.svg', (c) =>
    c.body(favicon, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': FOREVER }),
  );
  return app;
}
