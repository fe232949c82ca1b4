/** Contenders of single rows, under the names they have everywhere. */
import { buildIsr, bundlePeer } from './bundle.mjs';
import { contender, LIMITS, PAGE_SIDE, REGISTER } from './contenders.mjs';

/** @typedef {import('./contenders.mjs').Contender} Contender */

const ours = contender('sw-isr');

/** With a loading shell. @type {Contender} */
export const SHELL = {
  ...ours,
  scripts: () => buildIsr(`routes: [{ match: '/p/*', revalidate: '1h', fallback: true }]`),
};

/** With routes that want pages and nothing else. @type {Contender} */
export const PAGES_ONLY = {
  ...ours,
  head: REGISTER,
  scripts: () => buildIsr(`routes: [{ match: '/p/*', revalidate: '1h' }], assets: false`),
};

/** Where the pages lie that are generated ahead. */
export const AHEAD = '/p/ahead-';

/** The same expression for everyone, or the list itself would be most of the script. @param {number} count */
const pathsAhead = (count) => `Array.from({ length: ${count} }, (_, number) => '${AHEAD}' + number)`;

/** Those that store pages before anyone asks for them; a peer does so while its worker installs. @param {number} count @returns {Contender[]} */
export const warming = (count) => [
  {
    ...ours,
    head: PAGE_SIDE,
    scripts: () =>
      buildIsr(
        `routes: [{ match: '/p/*', revalidate: '1h', paths: async () => ${pathsAhead(count)} }], ${LIMITS}`,
      ),
  },
  ...['workbox', 'serwist'].map((name) => ({
    ...contender(name),
    head: '',
    scripts: () => bundlePeer(`${name}-precache`, `const PATHS_AHEAD = ${pathsAhead(count)};`),
  })),
];
