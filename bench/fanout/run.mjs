/** `npm run bench:fanout`: simulates browsers that follow a feed. `--help` lists the options. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { experimentsOf, plotsOf, runOf } from './experiments.mjs';
import { DEFAULTS } from './scenario.mjs';
import { simulate } from './simulate.mjs';

/** @typedef {import('./scenario.mjs').Scenario} Scenario */
/** @typedef {import('./experiments.mjs').Run} Run */

const SCENARIO_OPTIONS = Object.keys(DEFAULTS);
const USAGE = `npm run bench:fanout -- [options]

Without options of a scenario: the runs of docs/scale.md, in about three minutes. With some, that scenario only, but for
--seed and --sample, which both take.

  --json          print JSON
  --plots DIR     write the plots (all runs only)
  ${SCENARIO_OPTIONS.map((name) => `--${name} (${Object.entries(DEFAULTS).find(([key]) => key === name)?.[1]})`).join('\n  ')}
`;

/** @param {string} name @param {string} text */
function valueOf(name, text) {
  const usual = Object.entries(DEFAULTS).find(([key]) => key === name)?.[1];
  const value =
    typeof usual === 'number' ? Number(text) : typeof usual === 'boolean' ? text === 'true' : text;
  const isWrong =
    (typeof usual === 'number' && !(Number(value) >= 0)) ||
    (typeof usual === 'boolean' && !['true', 'false'].includes(text)) ||
    (typeof usual === 'string' && !['sse', 'none'].includes(text));
  if (isWrong) throw new Error(`Failed to read "--${name} ${text}": give a value such as ${usual}.`);
  return value;
}

/** @param {string[]} args */
function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      ...Object.fromEntries(
        SCENARIO_OPTIONS.map((name) => [name, { type: /** @type {const} */ ('string') }]),
      ),
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      plots: { type: 'string' },
    },
  });
  const given = Object.entries(values).filter(([name]) => name in DEFAULTS);
  const scenario = /** @type {Partial<Scenario>} */ (
    Object.fromEntries(given.map(([name, text]) => [name, valueOf(name, String(text))]))
  );
  const isOne = given.some(([name]) => name !== 'seed' && name !== 'sample');
  const { json, help, plots } = /** @type {{ json: boolean, help: boolean, plots?: string }} */ (values);
  return { scenario, isOne, json, help, plots };
}

/** @param {number} value */
const short = (value) =>
  value.toLocaleString('en', value < 100 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 });
/** @param {number | null} seconds */
const duration = (seconds) =>
  seconds === null
    ? 'later'
    : seconds === 0
      ? '≤ 1 s'
      : seconds < 90
        ? `${short(seconds)} s`
        : seconds < 5400
          ? `${short(seconds / 60)} min`
          : `${short(seconds / 3600)} h`;

/** @param {Run} run */
function row({ name, figures }) {
  const { feed, connections, origin, herd, oldShare, toldShare, oldOfStored, secondsUntil } = figures;
  return {
    run: name,
    'one stands for': figures.weight,
    'feed at CDN /s mean': short(feed.edge.mean),
    peak: short(feed.edge.peak),
    'behind CDN mean': short(feed.behindCdn.mean),
    'peak ': short(feed.behindCdn.peak),
    'SSE opened /s peak': short(feed.connects.peak),
    'SSE open peak': short(connections.peak),
    'GB a day': short(figures.feedBytesPerDay / 1e9),
    'pages at CDN /s peak': short(origin.edge.peak),
    'rendered peak': short(origin.behindCdn.peak),
    'herd at CDN': short(herd.edge),
    'herd uncollapsed': short(herd.uncollapsed),
    'herd rendered': short(herd.collapsed),
    'only old %': short(100 * oldShare),
    'old of stored %': short(100 * oldOfStored),
    'old first %': short(100 * toldShare),
    'at once 50/95/99': secondsUntil.atOnce.map(duration).join(', '),
    'in the visit 50/95/99': secondsUntil.inTime.map(duration).join(', '),
  };
}

/** @param {Run[]} runs */
function table(runs) {
  const rows = runs.map(row);
  const names = /** @type {(keyof ReturnType<typeof row>)[]} */ (Object.keys(rows[0] ?? {}));
  const lines = [names, names.map(() => '---'), ...rows.map((one) => names.map((name) => one[name]))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const { scenario, isOne, json, help, plots } = readOptions(process.argv.slice(2));
if (help) console.log(USAGE);
else {
  /** @type {[string, Partial<Scenario>][]} */
  const wanted = isOne ? [['one scenario', scenario]] : experimentsOf(scenario);
  const runs = wanted.map(([name, one]) => runOf(name, simulate(one)));
  if (plots) {
    await mkdir(plots, { recursive: true });
    for (const [file, svg] of Object.entries(plotsOf(runs))) await writeFile(join(plots, file), svg);
  }
  console.log(json ? JSON.stringify(runs, null, 1) : table(runs));
}
