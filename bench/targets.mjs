/** What each row is, what it should reach, and whether it does. */
import { ratio, summary } from './stats.mjs';

/**
 * @typedef {object} Target
 * @property {string} [of] sw-isr where nothing else is named
 * @property {string} [to] whom it is compared with in the same run; none: the figure itself
 * @property {number} [most] the ratio, or the figure, may not be greater
 * @property {number} [least] it may not be less
 *
 * @typedef {object} RowText
 * @property {string} title
 * @property {'ms' | '/s' | 'bytes' | ''} unit
 * @property {Target[]} targets
 *
 * @typedef {Target & { value: number, low?: number, high?: number, met: boolean, sure: boolean }} Judged
 * `sure`: the whole interval is on one side of the target
 *
 * @typedef {Omit<RowText, 'targets'> & { id: string, results: Record<string, import('./stats.mjs').Summary>,
 *   samples: Record<string, number[]>, judged: Judged[] }} JudgedRow
 */

/** @param {{ pages: number }} options @returns {Record<string, RowText>} */
const texts = ({ pages }) => ({
  size: { title: 'Worker, brotli: the smallest useful config', unit: 'bytes', targets: [{ most: 5000 }] },
  'size-everything': { title: 'Worker, brotli: every option', unit: 'bytes', targets: [{ most: 12_000 }] },
  fresh: {
    title: 'Warm hit, fresh: response start',
    unit: 'ms',
    targets: [
      { to: 'workbox', most: 0.62 },
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
  miss: { title: 'Miss, worker running: response start', unit: 'ms', targets: [{ to: 'workbox', most: 1 }] },
  cold: {
    title: 'Cold hit, worker stopped: response start',
    unit: 'ms',
    targets: [
      { to: 'workbox', most: 0.6 },
      { of: 'sw-isr-worker', to: 'workbox', most: 1 },
    ],
  },
  'cold-parsed': { title: 'Cold hit, worker stopped: DOMContentLoaded', unit: 'ms', targets: [] },
  'cold-requests': { title: 'Origin requests per cold fresh hit', unit: '', targets: [{ most: 0 }] },
  'fetch-one': { title: 'In-page fetch, one by one', unit: '/s', targets: [{ to: 'workbox', least: 4.5 }] },
  'fetch-ten': {
    title: 'In-page fetch, ten at a time',
    unit: '/s',
    targets: [{ to: 'workbox', least: 4.5 }],
  },
  'shell-paint': {
    title: 'Loading shell, 2 s origin: first contentful paint',
    unit: 'ms',
    targets: [{ to: 'none', most: 0.03 }],
  },
  'shell-parsed': {
    title: 'Loading shell, 2 s origin: page parsed',
    unit: 'ms',
    targets: [{ to: 'none', most: 1.02 }],
  },
  'shell-paint-cold': {
    title: 'Loading shell, worker stopped: first contentful paint',
    unit: 'ms',
    targets: [{ to: 'none', most: 0.03 }],
  },
  many: {
    title: `Warm hit, fresh, 100 or ${pages.toLocaleString('en')} pages stored: response start`,
    unit: 'ms',
    targets: [
      { of: 'sw-isr-many', to: 'sw-isr', most: 1.2 },
      { of: 'sw-isr-many', to: 'workbox-many', most: 0.6 },
    ],
  },
});

/** @param {Target} target @param {Record<string, number[]>} samples @returns {Judged[]} */
function judgeOne(target, samples) {
  const ours = samples[target.of ?? 'sw-isr'];
  const theirs = target.to ? samples[target.to] : undefined;
  if (!ours || (target.to && !theirs)) return [];
  const { most = Infinity, least = -Infinity } = target;
  const isMet = (/** @type {number} */ value) => value <= most && value >= least;
  const found = theirs ? ratio(ours, theirs) : { value: summary(ours).median };
  const ends = 'low' in found ? [found.low, found.high] : [];
  const met = isMet(found.value);
  return [{ ...target, ...found, met, sure: ends.every((end) => isMet(end) === met) }];
}

/** @param {import('./bench.mjs').Measured} measured @param {{ pages: number }} options @returns {JudgedRow[]} */
export function judge(measured, options) {
  return Object.entries(texts(options))
    .filter(([id]) => measured[id])
    .map(([id, { targets, ...text }]) => {
      const samples = measured[id] ?? {};
      const results = Object.fromEntries(Object.entries(samples).map(([name, all]) => [name, summary(all)]));
      return {
        id,
        ...text,
        results,
        samples,
        judged: targets.flatMap((target) => judgeOne(target, samples)),
      };
    });
}
