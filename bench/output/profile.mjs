/** Where the time goes, in Markdown. */
import { MOMENTS, usual } from '../moments.mjs';
import { markdownTable } from './markdown.mjs';
import { labelOf, ordered } from './words.mjs';

/** @param {[title: string, measured: import('../bench.mjs').Measured][]} cases */
export function profileTable(cases) {
  const names = ordered([...new Set(cases.flatMap(([, { start = {} }]) => Object.keys(start)))]);
  const figure = (/** @type {number[]} */ samples = []) => {
    const value = usual(samples);
    return Number.isFinite(value) ? value.toFixed(1) : '';
  };
  const lines = cases.flatMap(([title, measured]) => [
    [`**${title}**`, ...names.map(() => '')],
    ...Object.entries(MOMENTS)
      .map(([moment, words]) => [words, ...names.map((name) => figure(measured[moment]?.[name]))])
      .filter(([, ...figures]) => figures.some(Boolean)),
  ]);
  return markdownTable([['Milliseconds', ...names.map(labelOf)], ...lines], (at) => at > 0);
}
