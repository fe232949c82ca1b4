/** `npm run faults`: plays every cell, and writes what came of it to `docs/reliability.md`. */
import { appendFile, readFile, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { playMany, type Result } from './cells.js';
import { FAULTS } from './faults.js';
import type { Cell, Played } from './play.js';
import { KINDS } from './requests.js';
import { writeTable } from './table.js';

/** One line for each cell that was played, so that a run that was stopped can be resumed. */
const PLAYED = '.cache/faults.jsonl';

const { values } = parseArgs({
  options: {
    request: { type: 'string', default: '' },
    fault: { type: 'string', default: '' },
    at: { type: 'string' },
    every: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
  },
});
const every = Number(values.every);
/** How many of the others there were, by request: a part of the columns is sampled as in a run of all. */
const others = new Map<string, number>();
/** The steps of this number; or the first of each fault and request, and every n-th of the others. */
function isWanted({ kind, fault, when, at }: Cell): boolean {
  if (values.at) return at === Number(values.at);
  if (at === 0 && when === fault.whens[0]) return true;
  const number = others.get(kind.name) ?? 0;
  others.set(kind.name, number + 1);
  return number % every === 0;
}

const nameOf = ({ kind, fault, when, at }: Cell): string => `${kind.name} × ${fault.name}, ${when} ${at}`;

interface Line extends Pick<Cell, 'when' | 'at'> {
  kind: string;
  fault: string;
  played: Played;
}

/** The results of the run before, by the names of the cells, as far as nothing was wrong. */
async function readPlayed(): Promise<Map<string, Result>> {
  const text = await readFile(PLAYED, 'utf8').catch(() => '');
  const results = text.split('\n').flatMap((line): Result[] => {
    if (!line) return [];
    const { kind: kindName, fault: faultName, when, at, played } = JSON.parse(line) as Line;
    const kind = KINDS.find(({ name }) => name === kindName);
    const fault = FAULTS.find(({ name }) => name === faultName);
    return kind && fault && !played.wrong.length ? [{ cell: { kind, fault, when, at }, played }] : [];
  });
  return new Map(results.map((result) => [nameOf(result.cell), result]));
}

const all = values.resume ? await readPlayed() : new Map<string, Result>();
if (!values.resume) await rm(PLAYED, { force: true });
const writing: Promise<void>[] = [];
const results = await playMany({
  requests: KINDS.map(({ name }) => name).filter((name) => name.includes(values.request)),
  select: (cell) => isWanted(cell) && cell.fault.name.includes(values.fault) && !all.has(nameOf(cell)),
  onPlayed(cell, { outcome, wrong, hasStruck, answers }, milliseconds) {
    const told = `${nameOf(cell)}: ${outcome}${hasStruck ? '' : ' (missed)'}, ${milliseconds} ms`;
    console.log(wrong.length ? `${told}: ${wrong.join('; ')}` : told);
    const { when, at, kind, fault } = cell;
    const played: Played = { outcome, wrong, hasStruck, answers };
    const line: Line = { kind: kind.name, fault: fault.name, when, at, played };
    writing.push(appendFile(PLAYED, `${JSON.stringify(line)}\n`));
  },
});
await Promise.all(writing);
for (const result of results) all.set(nameOf(result.cell), result);
const isWhole = !values.request && !values.fault && !values.at && every === 1;
if (isWhole || values.write) await writeTable([...all.values()]);
const wrong = [...all.values()].filter(({ played }) => played.wrong.length).length;
console.log(`${all.size} faults, ${wrong} of them wrong.`);
process.exitCode = wrong ? 1 : 0;
