/** The table of `docs/reliability.md`: faults, requests, and what the visitors saw. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Result } from './cells.js';
import { FAULTS } from './faults.js';
import { OUTCOMES } from './play.js';
import { KINDS } from './requests.js';

const FILE = 'docs/reliability.md';
const MARKS = ['<!-- faults: npm run faults -->', '<!-- /faults -->'] as const;

/** What a cell of the table says: how many visitors saw what. */
function cellText(results: readonly Result[]): string {
  const counts = [...OUTCOMES, 'wrong' as const].map(
    (outcome) => [outcome, results.filter(({ played }) => played.outcome === outcome).length] as const,
  );
  return counts
    .filter(([, count]) => count)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
}

/** The first cells of a row, by which it is found in the docs. */
export const rowStart = (name: string): string => `| ${name} |`;

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
  const tried = results.length;
  const answered = results.reduce((sum, { played }) => sum + played.answers, 0);
  const struck = results.filter(({ played }) => played.hasStruck).length;
  const wrong = results.filter(({ played }) => played.wrong.length).length;
  return `${tried} faults were tried, ${struck} of them struck; ${answered} requests were answered; ${wrong} outcomes were against the rules.`;
}

/** Writes the table into the docs, between its marks. */
export async function writeTable(results: readonly Result[]): Promise<void> {
  const text = await readFile(FILE, 'utf8');
  const [from, to] = MARKS.map((mark) => text.indexOf(mark)) as [number, number];
  if (from < 0 || to < from) throw new Error(`Failed to write "${FILE}": its marks are missing.`);
  const generated = `${MARKS[0]}\n\n${summaryOf(results)}\n\n${tableOf(results)}\n\n`;
  await writeFile(FILE, text.slice(0, from) + generated + text.slice(to));
}
