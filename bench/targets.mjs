/** Holds what was measured against what it should reach. */
import { estimate, summary } from './stats.mjs';
import { groups } from './titles.mjs';

/**
 * @typedef {import('./titles.mjs').Target} Target
 *
 * @typedef {Target & { value: number, low?: number, high?: number, met: boolean, sure: boolean }} Judged
 * `sure`: the whole interval is on one side of the target
 *
 * @typedef {Omit<import('./titles.mjs').RowText, 'targets'> & { id: string, group: string,
 *   results: Record<string, import('./stats.mjs').Summary>, samples: Record<string, number[]>, judged: Judged[] }} JudgedRow
 */

/** @param {Target} target @param {Record<string, number[]>} samples */
function figureOf({ of = 'sw-isr', to, over }, samples) {
  const names = [of, ...(to ? [to] : []), ...(over ? [over] : [])];
  const all = names.map((name) => samples[name] ?? []);
  if (all.some(({ length }) => length === 0)) return undefined;
  if (!to) return { value: summary(all[0] ?? []).median };
  return estimate(all, (ours, theirs = NaN, base = 0) => (ours - base) / (theirs - base));
}

/** @param {Target} target @param {Record<string, number[]>} samples @returns {Judged[]} */
function judgeOne(target, samples) {
  const found = figureOf(target, samples);
  if (!found) return [];
  const { most = Infinity, least = -Infinity } = target;
  const isMet = (/** @type {number} */ value) => value <= most && value >= least;
  const ends = 'low' in found ? [found.low, found.high] : [];
  const met = isMet(found.value);
  return [{ ...target, ...found, met, sure: ends.every((end) => isMet(end) === met) }];
}

/** @param {import('./bench.mjs').Measured} measured @param {import('./titles.mjs').Counts} counts @returns {JudgedRow[]} */
export function judge(measured, counts) {
  return Object.entries(groups(counts)).flatMap(([group, texts]) =>
    Object.entries(texts)
      .filter(([id]) => Object.values(measured[id] ?? {}).some(({ length }) => length > 0))
      .map(([id, { targets, ...text }]) => {
        const samples = measured[id] ?? {};
        const results = Object.fromEntries(
          Object.entries(samples).map(([name, all]) => [name, summary(all)]),
        );
        const judged = targets.flatMap((target) => judgeOne(target, samples));
        return { id, group, ...text, results, samples, judged };
      }),
  );
}
