/** `npm run bench`: sw-isr beside its peers, in one browser, in one run. `--help` tells what it can be told. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { chdir } from 'node:process';
import { runRows } from './run-rows.mjs';
import { describeMachine } from './machine.mjs';
import { readOptions, USAGE } from './options.mjs';
import { withFigures } from './output/markdown.mjs';
import { html } from './output/report.mjs';
import { table } from './output/table.mjs';
import { judge } from './targets.mjs';

/** @param {string | undefined} file @param {() => string} contents */
async function writeTo(file, contents) {
  if (!file) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, contents());
}

/** @param {import('./options.mjs').Options} options */
async function measure(options) {
  const startedAt = performance.now();
  const { measured, faults, leftOut, waits, browser } = await runRows(options, (line) =>
    console.log(`  ${line}`),
  );
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const { n, stored, warmed, smoke } = options;
  const machine = describeMachine(browser);
  const rows = judge(measured, { stored, warmed });
  return { machine, options: { n, stored, warmed, smoke }, waits, seconds, faults, leftOut, rows };
}

/** @typedef {Awaited<ReturnType<typeof measure>>} OneRun */
/** @typedef {OneRun & { others?: OneRun[] }} Outcome the first run, with the rows that others add */

/** @param {string} files of runs, the one that counts where two have a row first @returns {Promise<Outcome>} */
async function readRuns(files) {
  /** @type {OneRun[]} */
  const runs = await Promise.all(
    files.split(',').map(async (file) => JSON.parse(await readFile(file, 'utf8'))),
  );
  const [first, ...others] = runs;
  if (!first) throw new Error('Failed to read "--from": it names no file.');
  // Today's targets, which may be others than those of that day.
  const judged = runs.flatMap(({ rows, options }) =>
    judge(Object.fromEntries(rows.map(({ id, samples }) => [id, samples])), options),
  );
  const rows = judged.filter(({ id }, at) => judged.findIndex((row) => row.id === id) === at);
  return { ...first, others, rows };
}

/** @returns {Promise<void>} */
async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(USAGE);
  const outcome = await (options.from ? readRuns(options.from) : measure(options));
  await writeTo(options.json, () => `${JSON.stringify(outcome, null, 1)}\n`);
  await writeTo(options.report, () => html(outcome));
  if (options.docs) await writeFile(options.docs, withFigures(await readFile(options.docs, 'utf8'), outcome));
  console.log(table(outcome, { judged: !outcome.options.smoke }));
  for (const fault of outcome.faults) console.error(`Not what it claims to be: ${fault}`);
  if (outcome.faults.length > 0) process.exitCode = 1;
}

chdir(new URL('..', import.meta.url).pathname);
await main();
