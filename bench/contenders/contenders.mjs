/** Who takes part. Each gets an origin of its own; all live in the same browser. */
import { buildIsr, bundlePeer } from './bundle.mjs';

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {string} label
 * @property {string} head what its pages carry to get the worker
 * @property {boolean} worker whether it has one
 * @property {boolean} keeps whether a page seen before comes from what it stored
 * @property {boolean} signed whether its answers say what happened
 * @property {Record<string, string>} headers of its pages
 * @property {() => Promise<import('./bundle.mjs').Scripts>} scripts
 */

/** How peers are registered, and how sw-isr's worker is where only workers are compared. */
export const REGISTER = `<script>addEventListener('load', () => navigator.serviceWorker?.register('/sw.js'));</script>`;
/** The line that sw-isr's README gives. */
export const PAGE_SIDE = '<script type="module" async src="/sw-isr.js"></script>';

/** Room for as many pages as the largest row stores. */
export const LIMITS = `limits: { maxEntries: 200_000, maxBytes: '9GB' }`;
const ROUTE = `routes: [{ match: '/*', revalidate: '1h' }]`;

/** The least that is useful: pages, with the site's own offline page, and nothing beside. */
export const SMALLEST = `routes: [{ match: '/*' }], assets: false, offline: '/offline'`;
/** The same, with one option more. @type {Record<string, string>} */
export const ONE_MORE = {
  'the built-in offline page': `routes: [{ match: '/*' }], assets: false`,
  'a loading shell': `routes: [{ match: '/*', fallback: true }], assets: false, offline: '/offline'`,
  assets: `routes: [{ match: '/*' }], offline: '/offline'`,
  "users' own pages": `routes: [{ match: '/*', audience: 'user' }], assets: false, offline: '/offline'`,
  'a list of paths ahead': `routes: [{ match: '/*', paths: ['/'] }], assets: false, offline: '/offline'`,
  'paths of a sitemap': `routes: [{ match: '/*', paths: { sitemap: '/s.xml' } }], assets: false, offline: '/offline'`,
  "the origin's own rules": `routes: [{ match: '/*', revalidate: 'origin' }], assets: false, offline: '/offline'`,
  'a plugin': `routes: [{ match: '/*' }], assets: false, offline: '/offline', plugins: [{ cacheDidUpdate() {} }]`,
};
/** What most sites would write first. */
export const ORDINARY = 'test/support/ordinary.config.ts';
/** Every option there is. */
export const EVERYTHING = 'test/support/every-option.config.ts';

const none = { head: '', worker: false, keeps: false, signed: false, headers: {}, scripts: async () => ({}) };
export const peer = { ...none, head: REGISTER, worker: true, keeps: true };

/** @type {Contender[]} */
export const CONTENDERS = [
  {
    ...peer,
    name: 'sw-isr',
    label: 'sw-isr',
    head: PAGE_SIDE,
    signed: true,
    scripts: () => buildIsr(`${ROUTE}, ${LIMITS}`),
  },
  {
    ...peer,
    name: 'sw-isr-worker',
    label: 'sw-isr, worker only',
    signed: true,
    scripts: () => buildIsr(`${ROUTE}, ${LIMITS}, assets: false`),
  },
  { ...peer, name: 'workbox', label: 'Workbox', scripts: () => bundlePeer('workbox') },
  { ...peer, name: 'serwist', label: 'Serwist', scripts: () => bundlePeer('serwist') },
  { ...none, name: 'none', label: 'no worker' },
  { ...none, name: 'http', label: 'HTTP cache', keeps: true, headers: { 'cache-control': 'max-age=3600' } },
  { ...peer, name: 'floor', label: 'floor', keeps: false, scripts: () => bundlePeer('floor') },
];

/** @param {string} name @returns {Contender} */
export function contender(name) {
  const found = CONTENDERS.find((one) => one.name === name);
  if (!found) throw new Error(`Failed to find "${name}": no such contender.`);
  return found;
}
