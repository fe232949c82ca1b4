/** The figures and the targets, for a terminal. */
import { figure, goal, labelOf, ordered, reached, verdict } from './words.mjs';

/** Columns as wide as their widest cell. @param {string[][]} lines */
function columns(lines) {
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0))) ?? [];
  const put = (/** @type {string[]} */ line) =>
    line
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  return lines.map(put).join('\n');
}

/** @param {import('../targets.mjs').JudgedRow[]} rows */
function figures(rows) {
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
  return columns([
    ['Targets', 'of', 'to', 'reached (95 %)', 'target', ''],
    ...rows.flatMap(({ title, unit, judged }) =>
      judged.map((one) => [
        title,
        labelOf(one.of ?? 'sw-isr'),
        one.to ? labelOf(one.to) : '',
        reached(one, unit),
        goal(one, unit),
        verdict(one),
      ]),
    ),
  ]);
}

/** @param {import('../run.mjs').Outcome} outcome @param {{ judged: boolean }} options */
export function table({ rows, machine, waits, options, seconds }, { judged }) {
  const all = rows.flatMap((row) => row.judged);
  const met = all.filter((one) => one.met).length;
  return [
    '',
    figures(rows),
    '',
    ...(judged ? [targets(rows), '', `${met} of ${all.length} targets met.`] : []),
    `${options.n} navigations each, ${seconds} s. ${machine.browser}, ${machine.processors} processors, load ${machine.load.join(' ')}; ` +
      `${waits.busy} of ${waits.waits} steps did not find an idle processor.`,
  ].join('\n');
}
