/** What each row is called, and what it should reach. */
import { ONE_MORE } from './contenders/contenders.mjs';

/**
 * @typedef {object} Target
 * @property {string} [of] sw-isr where nothing else is named
 * @property {string} [to] whom it is compared with in the same run; none: the figure itself
 * @property {string} [over] what both add to this one is compared
 * @property {number} [most] the ratio, or the figure, may not be greater
 * @property {number} [least] it may not be less
 *
 * @typedef {object} RowText
 * @property {string} title
 * @property {'ms' | 's' | '/s' | 'bytes' | ''} unit
 * @property {Target[]} targets
 *
 * @typedef {object} Counts
 * @property {number[]} stored
 * @property {number} warmed
 */

/** @param {number} count */
const pages = (count) => `${count.toLocaleString('en')} pages`;

/** @type {Record<string, RowText>} */
const HITS = {
  fresh: {
    title: 'Warm hit, fresh: response start',
    unit: 'ms',
    targets: [
      { to: 'workbox', most: 0.6 },
      { to: 'none', most: 0.14 },
    ],
  },
  'fresh-parsed': {
    title: 'Warm hit, fresh: DOMContentLoaded',
    unit: 'ms',
    targets: [
      { to: 'workbox', most: 0.77 },
      { of: 'sw-isr-worker', to: 'workbox', most: 0.77 },
    ],
  },
  stale: {
    title: 'Warm hit, stale: response start',
    unit: 'ms',
    targets: [{ to: 'workbox', most: 0.75 }],
  },
  unread: {
    title: 'Warm hit, of a page that the worker has not read since its start: response start',
    unit: 'ms',
    targets: [],
  },
  cold: {
    title: 'Cold hit, worker stopped: response start',
    unit: 'ms',
    targets: [
      { to: 'workbox', most: 1 },
      { of: 'sw-isr-worker', to: 'workbox', most: 1 },
    ],
  },
  'cold-parsed': { title: 'Cold hit, worker stopped: DOMContentLoaded', unit: 'ms', targets: [] },
  'cold-requests': { title: 'Origin requests per cold fresh hit', unit: '', targets: [{ most: 0 }] },
  'cold-soon': {
    title: 'Cold hit, worker stopped a moment ago: response start',
    unit: 'ms',
    targets: [{ to: 'workbox', most: 0.95 }],
  },
  'cold-other': { title: 'Cold hit, of a page not read lately: response start', unit: 'ms', targets: [] },
  'cold-other-parsed': {
    title: 'Cold hit, of a page not read lately: DOMContentLoaded',
    unit: 'ms',
    targets: [],
  },
  'cold-other-requests': {
    title: 'Origin requests per cold fresh hit of a page not read lately',
    unit: '',
    targets: [{ most: 0 }],
  },
  'cold-slow': {
    title: 'Cold hit, processor four times slower: response start',
    unit: 'ms',
    targets: [{ to: 'workbox', most: 1 }],
  },
  touch: {
    title: 'Worker stopped, a link pressed for 80 ms: response start',
    unit: 'ms',
    targets: [{ to: 'workbox', most: 0.7 }],
  },
  'cold-leveldb': { title: 'Cold hit, IndexedDB on LevelDB: response start', unit: 'ms', targets: [] },
  'cold-sqlite': { title: 'Cold hit, IndexedDB on SQLite: response start', unit: 'ms', targets: [] },
  relaunch: {
    title: 'First hit after the browser was closed and started: response start',
    unit: 'ms',
    targets: [{ to: 'workbox', most: 1 }],
  },
  'fetch-one': { title: 'In-page fetch, one by one', unit: '/s', targets: [{ to: 'workbox', least: 4 }] },
  'fetch-ten': {
    title: 'In-page fetch, ten at a time',
    unit: '/s',
    targets: [{ to: 'workbox', least: 3.2 }],
  },
};

/** @type {Record<string, RowText>} */
const MISSES = {
  miss: { title: 'Miss, worker running: response start', unit: 'ms', targets: [{ to: 'workbox', most: 1 }] },
  'miss-cold': {
    title: 'Miss, worker stopped: response start',
    unit: 'ms',
    targets: [{ to: 'workbox', over: 'none', most: 1.5 }],
  },
  'shell-paint': {
    title: 'Loading shell, slow origin: first contentful paint',
    unit: 'ms',
    targets: [{ to: 'none', most: 0.03 }],
  },
  'shell-paint-cold': {
    title: 'Loading shell, worker stopped: first contentful paint',
    unit: 'ms',
    targets: [{ to: 'none', most: 0.03 }],
  },
  'shell-parsed': {
    title: 'Loading shell, slow origin: the real page parsed',
    unit: 'ms',
    targets: [{ to: 'none', most: 1.02 }],
  },
  'shell-parsed-cold': {
    title: 'Loading shell, worker stopped: the real page parsed',
    unit: 'ms',
    targets: [{ to: 'none', most: 1.02 }],
  },
  asset: {
    title: 'A picture that no route wants, worker running',
    unit: 'ms',
    targets: [{ to: 'none', most: 1.05 }],
  },
  'asset-cold': {
    title: 'A picture that no route wants, worker stopped',
    unit: 'ms',
    targets: [{ to: 'none', most: 1.3 }],
  },
};

/** @param {Counts} counts @returns {Record<string, RowText>} */
function scale({ stored }) {
  const [few, many] = [`@${Math.min(...stored)}`, `@${Math.max(...stored)}`];
  const [ours, theirs] = [`sw-isr${many}`, `workbox${many}`];
  return {
    stored: {
      title: 'Warm hit, fresh, by stored pages: response start',
      unit: 'ms',
      targets: [
        { of: ours, to: `sw-isr${few}`, most: 1.2 },
        { of: ours, to: theirs, most: 0.6 },
      ],
    },
    'stored-cold': {
      title: 'Cold hit, by stored pages: response start',
      unit: 'ms',
      targets: [{ of: ours, to: theirs, most: 1 }],
    },
    tags: {
      title: 'A tag that all pages carry is marked, by stored pages: until the reply',
      unit: 'ms',
      targets: [{ of: ours, to: `sw-isr${few}`, most: 1.5 }],
    },
    'tags-hit': {
      title: 'The next hit on one of them, stale, by stored pages: response start',
      unit: 'ms',
      targets: [{ of: ours, to: `sw-isr${few}`, most: 1.5 }],
    },
    expiry: {
      title: 'Pass that makes room, with nothing due, by stored pages',
      unit: 'ms',
      targets: [
        { of: ours, to: `sw-isr${few}`, most: 1.5 },
        { of: ours, most: 5 },
      ],
    },
  };
}

/** @param {Counts} counts @returns {Record<string, RowText>} */
const ahead = ({ warmed }) => ({
  'warm-http1': {
    title: `${pages(warmed)} generated ahead, HTTP/1.1`,
    unit: 's',
    targets: [{ to: 'workbox', most: 0.16 }],
  },
  'warm-http2': {
    title: `${pages(warmed)} generated ahead, HTTP/2`,
    unit: 's',
    targets: [{ to: 'workbox', most: 0.055 }],
  },
  'warm-many': { title: '10,000 pages generated ahead, HTTP/2', unit: 's', targets: [{ most: 26 }] },
  visitor: {
    title: 'Warm hit while pages are generated ahead: response start',
    unit: 'ms',
    targets: [{ to: 'sw-isr-quiet', most: 1.3 }],
  },
});

/** @type {Record<string, RowText>} */
const SIZES = {
  size: { title: 'Worker, brotli: the smallest useful config', unit: 'bytes', targets: [{ most: 14_000 }] },
  ...Object.fromEntries(
    Object.keys(ONE_MORE).map((option) => [
      `size+${option}`,
      /** @type {RowText} */ ({ title: `… what ${option} adds`, unit: 'bytes', targets: [] }),
    ]),
  ),
  'size-ordinary': {
    title: 'Worker, brotli: one route, a shell, all defaults',
    unit: 'bytes',
    targets: [{ most: 17_000 }],
  },
  'size-everything': { title: 'Worker, brotli: every option', unit: 'bytes', targets: [{ most: 25_000 }] },
  'size-page': { title: "The page's side, brotli", unit: 'bytes', targets: [{ most: 2700 }] },
  disk: { title: 'On the disk, a page of 20,480 bytes', unit: 'bytes', targets: [{ most: 22_000 }] },
};

/** The rows by what they are about. @param {Counts} counts @returns {Record<string, Record<string, RowText>>} */
export const groups = (counts) => ({
  'Pages that are stored': HITS,
  'Pages that are not': MISSES,
  'Generated ahead': ahead(counts),
  'Many pages': scale(counts),
  Bytes: SIZES,
});
