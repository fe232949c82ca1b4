/** The table of `docs/reliability.md`: faults, requests, and what the visitors saw. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Result } from './cells.js';
import { FAULTS, NONE } from './faults.js';
import { OUTCOMES } from './play.js';
import { KINDS } from './requests.js';

const FILE = 'docs/reliability.md';
const MARKS = ['<!-- faults: npm run faults -->', '<!-- /faults -->'] as const;

/** What a cell of the table says: how many visitors saw what. */
function cellText(results: readonly Result[]): string {
  const counts = [...OUTCOMES, 'wrong' as const, 'unplayed' as const].map(
    (outcome) => [outcome, results.filter(({ played }) => played.outcome === outcome).length] as const,
  );
  return counts
    .filter(([, count]) => count)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
}

/** The first cell of a row. */
const rowStart = (name: string): string => `| ${name} |`;

export function tableOf(results: readonly Result[]): string {
  const rows = FAULTS.map((fault) => {
    const mine = results.filter(({ cell }) => cell.fault.name === fault.name);
    const cells = KINDS.map(
      ({ name }) => cellText(mine.filter(({ cell }) => cell.kind.name === name)) || '–',
    );
    return `${rowStart(fault.name)} ${mine.length} | ${cells.join(' | ')} |`;
  });
  const head = ['Fault', 'Tried', ...KINDS.map(({ name }) => name)];
  return [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rows].join('\n');
}

export function summaryOf(results: readonly Result[]): string {
  const tried = results.filter(({ cell }) => cell.fault !== NONE);
  const answered = results.reduce((sum, { played }) => sum + played.answers, 0);
  const struck = tried.filter(({ played }) => played.hasStruck).length;
  const unplayed = results.filter(({ played }) => played.outcome === 'unplayed').length;
  const wrong = results.filter(({ played }) => played.outcome === 'wrong').length;
  const rest = unplayed ? ` ${unplayed} could not be played, because the harness failed.` : '';
  return `${tried.length} faults were tried, ${struck} of them struck; ${answered} requests were answered; ${wrong} outcomes were against the rules.${rest}`;
}

export interface WrittenTable {
  summary: string;
  /** The second column. */
  tried: Map<string, number>;
  /** How often each outcome was seen, by fault and request. */
  rows: Map<string, Map<string, Map<string, number>>>;
}

/** Reads what `writeTable` has written. */
export function readTable(docs: string): WrittenTable {
  const text = docs.slice(docs.indexOf(MARKS[0]) + MARKS[0].length, docs.indexOf(MARKS[1]));
  const lines = text.split('\n').filter((line) => line.startsWith('| '));
  const [head = [], ...rest] = lines.map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
  const outcomes = (cell: string): [string, number][] =>
    cell === '–'
      ? []
      : cell.split(', ').map((counted) => {
          const [count, outcome = ''] = counted.split(' ');
          return [outcome, Number(count)];
        });
  const cellsIn = (row: string[]) =>
    new Map(row.slice(2).map((cell, at) => [head[at + 2] ?? '', new Map(outcomes(cell))]));
  return {
    summary: text.split('\n').find((line) => line.includes('faults were tried')) ?? '',
    tried: new Map(rest.map(([name = '', count]) => [name, Number(count)])),
    rows: new Map(rest.map((row) => [row[0] ?? '', cellsIn(row)])),
  };
}

/** Writes the table into the docs, between its marks. */
export async function writeTable(results: readonly Result[]): Promise<void> {
  const text = await readFile(FILE, 'utf8');
  const [from, to] = MARKS.map((mark) => text.indexOf(mark)) as [number, number];
  if (from < 0 || to < from) throw new Error(`Failed to write "${FILE}": its marks are missing.`);
  const generated = `${MARKS[0]}\n\n${summaryOf(results)}\n\n${tableOf(results)}\n\n`;
  await writeFile(FILE, text.slice(0, from) + generated + text.slice(to));
}
