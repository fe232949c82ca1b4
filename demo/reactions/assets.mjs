/** The site's styles and scripts, under a name that changes with them, so that they can be kept for ever. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { sharedCss } from '../styles/shared.mjs';

const HERE = new URL('.', import.meta.url);

/** @param {string} path below this folder */
const read = (path) => readFileSync(new URL(path, HERE), 'utf8');

const SCRIPTS = readdirSync(new URL('browser/', HERE)).filter((name) => name.endsWith('.js'));

/** @type {ReadonlyMap<string, { type: string, body: string }>} */
export const ASSETS = new Map([
  [
    'reactions.css',
    { type: 'text/css; charset=utf-8', body: [sharedCss(), read('styles/reactions.css')].join('\n') },
  ],
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
const VERSION = hash.digest('hex').slice(0, 10);

/** @param {string} name */
export const assetUrl = (name) => `/assets/${VERSION}/${name}`;
