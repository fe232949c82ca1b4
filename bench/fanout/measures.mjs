/** What is counted while a simulation runs: a figure for each second of the measured day, and what visits showed. */
import { DAY } from './scenario.mjs';

/** @typedef {'polls' | 'fills' | 'connects' | 'messages' | 'feedBytes' | 'pageRequests' | 'renders' | 'uncollapsed'} SeriesName */
/** @typedef {import('./scenario.mjs').Kind} Kind */
/**
 * What a visit showed. `same`: the page had not changed. `miss`: it was not stored. `new`: the new page at once. `told`: the
 * old page, and the new one arrived while it was open. `old`: only the old page.
 * @typedef {'same' | 'miss' | 'new' | 'told' | 'old'} Sight
 */
/** @typedef {{ changed?: { kind: Kind, lag: number } }} View a page view, with the last change of the page before it */

/** @type {SeriesName[]} */
const SERIES = [
  'polls',
  'fills',
  'connects',
  'messages',
  'feedBytes',
  'pageRequests',
  'renders',
  'uncollapsed',
];
/** Six bins for each factor of ten: from one second to more than a week. */
const BINS_PER_DECADE = 6;
const BINS = 6 * BINS_PER_DECADE;

/** The bin of a lag. @param {number} lag in seconds */
export const binOf = (lag) =>
  Math.min(BINS - 1, Math.max(0, Math.floor(Math.log10(Math.max(lag, 1)) * BINS_PER_DECADE)));
/** The middle of a bin, in seconds. @param {number} bin */
export const lagOf = (bin) => 10 ** ((bin + 0.5) / BINS_PER_DECADE);

const noLags = () => ({
  all: new Float64Array(BINS),
  atOnce: new Float64Array(BINS),
  inTime: new Float64Array(BINS),
});

/** @param {Float64Array} array @param {number} index @param {number} value */
const addTo = (array, index, value) => (array[index] = (array[index] ?? 0) + value);

/** @param {{ from: number, weight: number }} measured from which time on */
export function measures({ from, weight }) {
  const series = /** @type {Record<SeriesName, Float64Array>} */ (
    Object.fromEntries(SERIES.map((name) => [name, new Float64Array(DAY)]))
  );
  const connectionChanges = new Float64Array(DAY + 1);
  /** @type {Record<Sight, number>} */
  const sights = { same: 0, miss: 0, new: 0, told: 0, old: 0 };
  const lags = { edit: noLags(), burst: noLags(), hard: noLags() };
  const learning = { sum: 0, count: 0 };
  const totals = { started: 0, opened: 0, closed: 0 };
  const isMeasured = (/** @type {number} */ now) => now >= from && now < from + DAY;

  return {
    /** @param {SeriesName} name @param {number} now @param {number} value unscaled unless `times` is 1 */
    add(name, now, value, times = weight) {
      if (isMeasured(now)) addTo(series[name], Math.floor(now - from), value * times);
    },
    /** @param {number} now @param {1 | -1} change */
    connection(now, change) {
      totals[change > 0 ? 'opened' : 'closed'] += weight;
      if (now < from + DAY) addTo(connectionChanges, Math.max(0, Math.ceil(now - from)), change * weight);
    },
    /** @param {number} now */
    started(now) {
      if (isMeasured(now)) totals.started += weight;
    },
    /** @param {number} now when the visit began @param {Sight} sight @param {View} [view] */
    ended(now, sight, { changed } = {}) {
      if (!isMeasured(now)) return;
      sights[sight] += weight;
      if (!changed || sight === 'same') return;
      const bin = binOf(changed.lag);
      const lag = lags[changed.kind];
      addTo(lag.all, bin, weight);
      if (sight === 'new' || sight === 'miss') addTo(lag.atOnce, bin, weight);
      if (sight !== 'old') addTo(lag.inTime, bin, weight);
    },
    /** @param {number} lag seconds from an event to a browser that knows it, open all the while */
    learned(lag) {
      learning.sum += lag;
      learning.count += 1;
    },
    result() {
      let open = 0;
      const connections = Float64Array.from({ length: DAY }, (_, second) => {
        return (open += connectionChanges[second] ?? 0);
      });
      return { series: { ...series, connections }, sights, lags, learning, totals };
    },
  };
}

/** @typedef {ReturnType<typeof measures>} Measures */
/** @typedef {ReturnType<Measures['result']>} Result */
