/**
 * `npm run test:watch`: the unit tests in Node, and again those that import what has changed. What follows are the
 * options of `test/run.mjs`: `npm run test:watch -- --grep lifetime`.
 */
import { parseArgs } from 'node:util';
import { onChange } from '../scripts/on-change.mjs';
import { playAll } from './support/runner/play.mjs';
import { prepareProcess } from './support/runner/processes.mjs';
import { unitTests } from './support/runner/suites.mjs';
import { printTally } from './support/runner/tally.mjs';

prepareProcess();
const { grep } = parseArgs({ options: { grep: { type: 'string' } } }).values;

/** @param {string[]} [changed] all tests are played where nothing is named */
async function play(changed) {
  const tasks = await unitTests({ machine: {}, grep, changed });
  if (tasks.length === 0) return console.log('No unit test imports that.');
  printTally(await playAll(tasks));
  return console.log('Waiting for a change. Ctrl-C ends it.');
}

// A file that does not parse is told of by the bundler, and the watch goes on.
await play().catch(() => undefined);
onChange(['src', 'test'], async (paths) => {
  console.log(`\n${paths.join(', ')} changed.`);
  await play(paths).catch(() => undefined);
});
