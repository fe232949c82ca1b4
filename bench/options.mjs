/** What `npm run bench` can be told. */
import { parseArgs } from 'node:util';

/**
 * @typedef {object} Options
 * @property {number} n navigations each
 * @property {number} few navigations each where one takes seconds
 * @property {number} rounds of warming, which takes a minute where a peer does it
 * @property {number[]} stored how many pages there are where a row asks whether that matters
 * @property {number} warmed how many pages are generated ahead
 * @property {number} disk how many pages are looked at on the disk
 * @property {number} slow milliseconds that the slow origin takes
 * @property {number} idle milliseconds to wait for an idle processor
 * @property {number} settle milliseconds for which a worker stays stopped, so that the storage behind it closes too
 * @property {boolean} smoke whether only what contenders claim is checked, not their times
 * @property {boolean} full whether 100,000 pages are stored and 10,000 generated ahead as well
 * @property {string[]} only rows and contenders; none: all
 * @property {string} [json]
 * @property {string} [report]
 * @property {string} [docs]
 */

export const USAGE = `npm run bench -- [options]

  --quick             6 navigations each, 60 pages generated ahead: under five minutes
  --smoke             2 navigations each: that it works, not how fast it is; under a minute
  --full              100,000 stored pages and 10,000 generated ahead as well: more than an hour
  --n N               navigations each (30)
  --rounds N          rounds of generating ahead (5)
  --only a,b          only these rows and contenders
  --json FILE         write everything that was measured
  --report FILE       write an HTML page with charts
  --docs FILE         put the tables between the marks of a Markdown file
  --from FILE,FILE    measure nothing: tables and report of earlier runs' JSON; where two have a row, the first counts
`;

const RUN = {
  n: 30,
  few: 30,
  rounds: 5,
  stored: [100, 1000, 10_000],
  warmed: 1000,
  disk: 1000,
  slow: 2000,
  idle: 2000,
  settle: 2600,
};
const QUICK = {
  ...RUN,
  n: 6,
  few: 3,
  rounds: 1,
  stored: [100, 10_000],
  warmed: 60,
  disk: 200,
  idle: 300,
};
const SMOKE = {
  n: 2,
  few: 1,
  rounds: 1,
  stored: [20, 60],
  warmed: 20,
  disk: 20,
  slow: 500,
  idle: 60,
  settle: 500,
};

/** @param {string[]} args @returns {Options & { from?: string, help: boolean }} */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      n: { type: 'string' },
      rounds: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'string' },
      report: { type: 'string' },
      docs: { type: 'string' },
      from: { type: 'string' },
    },
  });
  const { quick, smoke, full, help, only, json, report, docs, from } = values;
  const size = smoke ? SMOKE : quick ? QUICK : RUN;
  const count = (/** @type {'n' | 'rounds'} */ name) => {
    const number = Number(values[name] ?? size[name]);
    if (Number.isInteger(number) && number >= 1) return number;
    throw new Error(
      `Failed to read "--${name} ${values[name]}": it is no count. Give a whole number from 1.`,
    );
  };
  const [n, rounds] = [count('n'), count('rounds')];
  const few = values.n === undefined ? size.few : n;
  const stored = full ? [...size.stored, 100_000] : size.stored;
  const names = only?.split(',').map((name) => name.trim()) ?? [];
  return { ...size, n, few, rounds, stored, smoke, full, only: names, json, report, docs, from, help };
}
