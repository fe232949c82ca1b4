/** Drawings, styles, scripts, and the worker. */
import { FOREVER, siteFiles } from '../../start/site-files.mjs';
import { ASSETS } from '../assets.mjs';
import { avatar, favicon, picture } from '../drawings.mjs';

const SVG = { 'Content-Type': 'image/svg+xml', 'Cache-Control': FOREVER };

/** @param {{ publicDir: string }} context */
export function files({ publicDir }) {
  const app = siteFiles({ assets: ASSETS, publicDir });
  app.get('/avatars/:file{[0-9]+\\.svg}', (c) =>
    c.body(avatar(Number.parseInt(c.req.param('file'))), 200, SVG),
  );
  app.get('/pictures/:file{[0-9]+\\.svg}', (c) =>
    c.body(picture(Number.parseInt(c.req.param('file'))), 200, SVG),
  );
  app.get('/favicon.svg', (c) => c.body(favicon, 200, SVG));

  return app;
}
