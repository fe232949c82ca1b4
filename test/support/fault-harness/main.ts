/** `npm run faults`: plays every cell, and writes what came of it to `docs/reliability.md`. */
import { parseArgs } from 'node:util';
import { playMany } from './cells.js';
import { writeTable } from './table.js';
import type { Cell } from './play.js';

const { values } = parseArgs({
  options: {
    request: { type: 'string' },
    fault: { type: 'string' },
    every: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});
const every = Number(values.every);
let [number, wrong] = [0, 0];
/** The first of each fault and request, and every n-th of the others. */
const isWanted = ({ fault, when, at }: Cell): boolean =>
  (at === 0 && when === fault.whens[0]) || number++ % every === 0;
const results = await playMany({
  select: (cell) => {
    const { kind, fault } = cell;
    return (
      (!values.request || kind.name === values.request) &&
      (!values.fault || fault.name.includes(values.fault)) &&
      isWanted(cell)
    );
  },
  onPlayed({ kind, fault, when, at }, played, milliseconds) {
    const told = `${kind.name} × ${fault.name}, ${when} ${at}: ${played.outcome}${played.hasStruck ? '' : ' (missed)'}, ${milliseconds} ms`;
    console.log(played.wrong.length ? `${told}: ${played.wrong.join('; ')}` : told);
    wrong += played.wrong.length ? 1 : 0;
  },
});
const isWhole = !values.request && !values.fault && every === 1;
if (isWhole || values.write) await writeTable(results);
console.log(`${results.length} faults, ${wrong} of them wrong.`);
process.exitCode = wrong ? 1 : 0;
