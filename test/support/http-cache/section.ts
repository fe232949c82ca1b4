/** Parts of `docs/http-cache.md` that programs write, each between two marks. */
import { readFile, writeFile } from 'node:fs/promises';

const FILE = 'docs/http-cache.md';

/** The parts, and the programs that write them. */
const PROGRAMS = {
  suite: 'npm run test:http-cache',
  cases: 'npm run test:http-cache',
  wpt: 'npm run test:wpt',
} as const;

type Part = keyof typeof PROGRAMS;

const marksOf = (part: Part) => [`<!-- ${part}: ${PROGRAMS[part]} -->\n\n`, `\n\n<!-- /${part} -->`] as const;

function partOf(docs: string, part: Part): string {
  const [start, end] = marksOf(part);
  const [, after] = docs.split(start);
  const [text, rest] = after?.split(end) ?? [];
  if (text === undefined || rest === undefined)
    throw new Error(`Failed to find "${start.trim()}": ${FILE} does not have both marks. Add them.`);
  return text;
}

/** What a program has written. */
export const readPart = async (part: Part): Promise<string> => partOf(await readFile(FILE, 'utf8'), part);

/** Replaces what the program has written before, and prints it. */
export async function writePart(part: Part, text: string): Promise<void> {
  const docs = await readFile(FILE, 'utf8');
  const [start, end] = marksOf(part);
  await writeFile(
    FILE,
    docs.replace(start + partOf(docs, part) + end, () => start + text.trim() + end),
  );
  console.log(text);
}
