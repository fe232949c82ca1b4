/** Puts the table into the documentation; rows of sites that were not run stay. */
import { readFileSync, writeFileSync } from 'node:fs';

const DOCUMENT = 'docs/frameworks.md';
const TABLE = /(<!-- table: npm run test:sites -- --write-docs -->\n)([^]*?)(<!-- \/table -->)/;

export function writeDocs({ head, rows }: { head: string[]; rows: Map<string, string> }): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [, , table = ''] = TABLE.exec(text) ?? [];
  const before = table
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);
  const titleOf = (line: string) => line.split('|')[1]?.trim() ?? '';
  const known = new Map(before.map((line) => [titleOf(line), line]));
  for (const [title, line] of rows) known.set(title, line);
  const next = [...head, ...known.values()].join('\n') + '\n';
  if (!TABLE.test(text))
    throw new Error(`Failed to write "${DOCUMENT}": the marks of the table are not there. Put them back.`);
  writeFileSync(
    DOCUMENT,
    text.replace(TABLE, (_, opening: string, __: string, closing: string) => opening + next + closing),
  );
}
