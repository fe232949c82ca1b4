/** The shop's own styles and scripts, under a name that changes with them, so that they can be kept for ever. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { siteAssets } from '../start/site-files.mjs';
import { sharedCss, squeezed } from '../styles/shared.mjs';

const HERE = new URL('.', import.meta.url);

/** In the order of the cascade. */
const STYLES = ['frame', 'cards', 'pages', 'product', 'cart', 'cms', 'status'];
const SHELL_STYLES = ['frame', 'product', 'shell'];

/** @param {string} path below this folder */
const read = (path) => readFileSync(new URL(path, HERE), 'utf8');

/** @param {string[]} names */
const sheet = (names) => [sharedCss(), ...names.map((name) => read(`styles/${name}.css`))].join('\n');

const { assets, assetUrl, version: VERSION } = siteAssets(HERE, { name: 'shop.css', css: sheet(STYLES) });
export { assets as ASSETS, assetUrl };

let shell = '';

/** What the loading shell carries within itself. */
export function shellCss() {
  shell ||= squeezed(sheet(SHELL_STYLES));
  return shell;
}

/**
 * Changes when any file that makes pages does. Pages carry it in their ETag, so that a page of yesterday's templates is
 * not taken for today's.
 */
export const TEMPLATES = (() => {
  const pages = createHash('sha256').update(VERSION);
  for (const name of readdirSync(new URL('pages/', HERE)).sort()) {
    if (name.endsWith('.mjs')) pages.update(read(`pages/${name}`));
  }
  return pages.digest('hex').slice(0, 8);
})();
