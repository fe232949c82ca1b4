/** The moments on the way of a hit, from what a worker noted and what the page saw. */
import { median } from './stats.mjs';

/** In the order in which most of them come. */
export const MOMENTS = {
  worker: 'the browser turns to the worker',
  script: "the worker's script begins",
  ran: 'the script has run',
  fetch: '`fetch` event in the worker',
  opening: 'the database is asked for',
  reading: 'the first read is asked for',
  open: 'the database is open',
  read: 'the first read has answered',
  last: 'the last read has answered',
  asking: 'the origin is asked',
  asked: 'the origin has answered',
  answered: 'the response is there',
  start: 'the browser has it: response start',
  parsed: 'DOMContentLoaded; a fetched page has been read',
};

/**
 * @typedef {object} Watched one navigation or fetch
 * @property {[name: string, at: number][]} marks in milliseconds since the epoch
 * @property {number} from when it was asked for, in the same
 * @property {number} worker
 * @property {number} start
 * @property {number} parsed
 */

/** Milliseconds after it was asked for. What comes after the response started is not on its way. @param {Watched} watched */
function timesOf({ marks, from, worker, start, parsed }) {
  const noted = marks
    .map(([name, at]) => ({ name, at: at - from }))
    .filter(({ at }) => at >= 0 && at <= start);
  const first = Object.fromEntries([...noted].reverse().map(({ name, at }) => [name, at]));
  const last = noted.findLast(({ name }) => name === 'read')?.at;
  return { ...first, last, worker: worker || NaN, start, parsed };
}

/** The median of what happened in most of the samples; NaN of what happened in few. @param {readonly (number | undefined)[]} samples */
export function usual(samples) {
  const happened = samples.filter((one) => one !== undefined).filter(Number.isFinite);
  return happened.length * 2 > samples.length ? median(happened) : NaN;
}

/** The medians of several. @param {Watched[]} all @returns {Record<string, number>} */
export function momentsOf(all) {
  const times = all.map((one) => /** @type {Record<string, number | undefined>} */ (timesOf(one)));
  const of = (/** @type {string} */ name) => usual(times.map((one) => one[name]));
  return Object.fromEntries(Object.keys(MOMENTS).map((name) => [name, of(name)]));
}
