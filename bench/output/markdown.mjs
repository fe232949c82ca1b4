/** The figures for the docs: tables in Markdown, put between two marks of a file. */
import { bySize } from './table.mjs';
import { figure, labelOf, ordered, targetCells } from './words.mjs';

const [START, END] = ['<!-- figures: npm run bench -- --docs -->', '<!-- /figures -->'];

/** @param {string[][]} lines the first one names the columns @param {(column: number) => boolean} isRight */
export function markdownTable([head = [], ...lines], isRight) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (isRight(at) ? '--:' : '---'))), ...lines.map(line)].join(
    '\n',
  );
}

/** @param {import('../targets.mjs').JudgedRow[]} judged */
function medians(judged) {
  const rows = judged.flatMap(bySize);
  const names = ordered([...new Set(rows.flatMap(({ results }) => Object.keys(results)))]);
  const cells = rows.map(({ title, unit, results }) => [
    title,
    ...names.map((name) => (results[name] ? figure(results[name].median, unit) : '')),
  ]);
  return markdownTable([['Median', ...names.map(labelOf)], ...cells], (at) => at > 0);
}

/** @param {import('../targets.mjs').JudgedRow[]} rows */
function targets(rows) {
  const cells = targetCells(rows);
  return markdownTable(
    [['Target', 'of', 'to', 'reached (95 %)', 'target', ''], ...cells],
    (at) => at === 3 || at === 4,
  );
}

/** @param {import('../run.mjs').OneRun} run */
const lengthOf = ({ seconds, options }) =>
  `a run of ${Math.round(seconds / 60)} minutes, ${options.n} navigations each`;

/** @param {import('../run.mjs').Outcome} outcome */
function figures(outcome) {
  const { rows, machine, waits, leftOut = [], others = [] } = outcome;
  const all = rows.flatMap(({ judged }) => judged);
  const groups = [...new Set(rows.map(({ group }) => group))];
  return [
    `From ${[outcome, ...others].map(lengthOf).join('; other rows from ')}. ${machine.browser}, Node ${machine.node}, ` +
      `${machine.processors} processors (${machine.model}), ${machine.memory}, load at the end ${machine.load.join(', ')}. ` +
      `${waits.busy} of ${waits.waits} timed steps did not find an idle processor.`,
    ...leftOut.map((line) => `Left out: ${line}.`),
    ...groups.flatMap((group) => [`### ${group}`, medians(rows.filter((row) => row.group === group))]),
    '### Against the targets',
    'A target is a ratio of medians to another contender of the same run; in brackets its 95 % interval. *Not sure*: the\ntarget lies inside the interval.',
    targets(rows),
    `${all.filter(({ met }) => met).length} of ${all.length} targets are met.`,
  ].join('\n\n');
}

/**
 * The file with the figures of this run.
 * @param {string} text what it holds now
 * @param {import('../run.mjs').Outcome} outcome
 */
export function withFigures(text, outcome) {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start < 0 || end < start)
    throw new Error(`Failed to write "the figures": the file has no lines "${START}" and "${END}".`);
  return `${text.slice(0, start + START.length)}\n\n${figures(outcome)}\n\n${text.slice(end)}`;
}
