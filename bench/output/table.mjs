/** The figures and the targets, for a terminal. */
import { figure, labelOf, ordered, partsOf, targetCells } from './words.mjs';

/** Columns as wide as their widest cell. @param {string[][]} lines */
function columns(lines) {
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0))) ?? [];
  const put = (/** @type {string[]} */ line) =>
    line
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  return lines.map(put).join('\n');
}

/** A row that compares numbers of pages becomes one for each of them. @param {import('../targets.mjs').JudgedRow} row */
export function bySize({ title, unit, results }) {
  const sizes = [...new Set(Object.keys(results).map((name) => partsOf(name).size))].sort(
    (a = 0, b = 0) => a - b,
  );
  return sizes.map((size) => ({
    title: size === undefined ? title : `${title}: ${size.toLocaleString('en')}`,
    unit,
    results: Object.fromEntries(
      Object.entries(results)
        .filter(([name]) => partsOf(name).size === size)
        .map(([name, summary]) => [partsOf(name).base, summary]),
    ),
  }));
}

/** @param {import('../targets.mjs').JudgedRow[]} judged */
function figures(judged) {
  const rows = judged.flatMap(bySize);
  const names = ordered([...new Set(rows.flatMap(({ results }) => Object.keys(results)))]);
  return columns([
    ['Medians', ...names.map(labelOf)],
    ...rows.map(({ title, unit, results }) => [
      title,
      ...names.map((name) => (results[name] ? figure(results[name].median, unit) : '')),
    ]),
  ]);
}

/** @param {import('../targets.mjs').JudgedRow[]} rows */
function targets(rows) {
  return columns([['Targets', 'of', 'to', 'reached (95 %)', 'target', ''], ...targetCells(rows)]);
}

/** @param {import('../run.mjs').Outcome} outcome @param {{ judged: boolean }} options */
export function table({ rows, machine, waits, options, seconds, leftOut = [] }, { judged }) {
  const all = rows.flatMap((row) => row.judged);
  const met = all.filter((one) => one.met).length;
  return [
    '',
    figures(rows),
    '',
    ...(judged ? [targets(rows), '', `${met} of ${all.length} targets met.`] : []),
    `${options.n} navigations each, ${seconds} s. ${machine.browser}, ${machine.processors} processors, load ${machine.load.join(' ')}; ` +
      `${waits.busy} of ${waits.waits} steps did not find an idle processor.`,
    ...leftOut.map((line) => `Left out: ${line}.`),
  ].join('\n');
}
