/** The site's styles and scripts, under a name that changes with them, so that they can be kept for ever. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';

const HERE = new URL('.', import.meta.url);

/** @param {string} path below this folder */
const read = (path) => readFileSync(new URL(path, HERE), 'utf8');

const TOKENS = read('../styles/tokens.css');
const CSS = [TOKENS, read('styles/tweets.css')].join('\n');
const SCRIPTS = readdirSync(new URL('browser/', HERE)).filter((name) => name.endsWith('.js'));

/** @type {ReadonlyMap<string, { type: string, body: string }>} */
export const ASSETS = new Map([
  ['tweets.css', { type: 'text/css; charset=utf-8', body: CSS }],
  ...SCRIPTS.map(
    (name) =>
      /** @type {const} */ ([
        name,
        { type: 'text/javascript; charset=utf-8', body: read(`browser/${name}`) },
      ]),
  ),
]);

const hash = createHash('sha256');
for (const { body } of ASSETS.values()) hash.update(body);
for (const name of readdirSync(new URL('pages/', HERE)).sort()) hash.update(read(`pages/${name}`));
export const VERSION = hash.digest('hex').slice(0, 10);

/** @param {string} name */
export const assetUrl = (name) => `/assets/${VERSION}/${name}`;

/** What the loading shell carries within itself. */
export const inlineCss = () => CSS.replace(/\/\*[^]*?\*\//g, '').replace(/\s+/g, ' ');
