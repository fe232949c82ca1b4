/**
 * Puts the table into the documentation, in the order of `SITES`. Rows of sites that were not run stay, and so do the
 * cells of checks that were not run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { NOT_RUN } from './report.js';
import { SITES } from './sites.js';

const DOCUMENT = 'docs/frameworks.md';
const TABLE = /(<!-- table: npm run test:sites -- --write-docs -->\n)([^]*?)(<!-- \/table -->)/;

/** A row with what was known before in place of what was not run. */
function merged(row: string, before = ''): string {
  const known = before.split(' | ');
  const cells = row.split(' | ').map((cell, at) => (cell === NOT_RUN ? (known[at] ?? cell) : cell));
  return cells.join(' | ');
}

export function writeDocs({ head, rows }: { head: string[]; rows: Map<string, string> }): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [, , table = ''] = TABLE.exec(text) ?? [];
  const before = table
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);
  const titleOf = (line: string) => line.split('|')[1]?.trim() ?? '';
  const known = new Map(before.map((line) => [titleOf(line), line]));
  for (const [title, line] of rows) known.set(title, merged(line, known.get(title)));
  const lines = SITES.flatMap(({ title }) => known.get(title) ?? []);
  const next = [...head, ...lines].join('\n') + '\n';
  if (!TABLE.test(text))
    throw new Error(`Failed to write "${DOCUMENT}": the marks of the table are not there. Put them back.`);
  writeFileSync(
    DOCUMENT,
    text.replace(TABLE, (_, opening: string, __: string, closing: string) => opening + next + closing),
  );
}
