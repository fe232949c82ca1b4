/** What `npm run bench` can be told. */
import { parseArgs } from 'node:util';

/**
 * @typedef {object} Options
 * @property {number} n navigations each
 * @property {number} pages how many pages "many" is
 * @property {number} idle milliseconds to wait for an idle processor
 * @property {number} settle milliseconds for which a worker stays stopped, so that the storage behind it closes too
 * @property {boolean} smoke whether only what contenders claim is checked, not their times
 * @property {boolean} full whether rows that a quick run leaves out are measured
 * @property {string[]} only rows and contenders; none: all
 * @property {string} [json]
 * @property {string} [report]
 */

export const USAGE = `npm run bench -- [options]

  --quick             10 navigations each, 5,000 stored pages: under five minutes
  --smoke             2 navigations each: that it works, not how fast it is; under a minute
  --n N               navigations each (30)
  --only a,b          only these rows and contenders
  --json FILE         write everything that was measured
  --report FILE       write an HTML page with charts
  --from FILE         measure nothing: table and report of an earlier run's JSON
`;

const SIZES = {
  full: { n: 30, pages: 10_000, idle: 2000, settle: 2600 },
  quick: { n: 10, pages: 5_000, idle: 400, settle: 2600 },
  smoke: { n: 2, pages: 60, idle: 60, settle: 500 },
};

/** @param {string[]} args @returns {Options & { from?: string, help: boolean }} */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      n: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'string' },
      report: { type: 'string' },
      from: { type: 'string' },
    },
  });
  const { quick, smoke, help, only, json, report, from } = values;
  const size = SIZES[smoke ? 'smoke' : quick ? 'quick' : 'full'];
  const n = values.n === undefined ? size.n : Number(values.n);
  if (!Number.isInteger(n) || n < 1)
    throw new Error(`Failed to read "--n ${values.n}": it is no count. Give a whole number from 1.`);
  const names = only?.split(',').map((name) => name.trim()) ?? [];
  return { ...size, n, smoke, full: !quick && !smoke, only: names, json, report, from, help };
}
