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

/** @typedef {Awaited<ReturnType<typeof measure>>} Outcome */

/** @returns {Promise<void>} */
async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(USAGE);
  /** @type {Outcome} */
  const outcome = options.from ? JSON.parse(await readFile(options.from, 'utf8')) : await measure(options);
  await writeTo(options.json, () => `${JSON.stringify(outcome, null, 1)}\n`);
  await writeTo(options.report, () => html(outcome));
  if (options.docs) await writeFile(options.docs, withFigures(await readFile(options.docs, 'utf8'), outcome));
  console.log(table(outcome, { judged: !outcome.options.smoke }));
  for (const fault of outcome.faults) console.error(`Not what it claims to be: ${fault}`);
  if (outcome.faults.length > 0) process.exitCode = 1;
}

chdir(new URL('..', import.meta.url).pathname);
await main();
