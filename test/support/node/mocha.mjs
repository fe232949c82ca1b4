/**
 * Runs bundled Mocha tests in this process, in Node: `node mocha.mjs <results file> <name or ''> <bundles…>`. A line of
 * JSON for each test goes to the results file.
 */
import './globals.mjs';
import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';

const [results = '', name, ...bundles] = process.argv.slice(2);
const mocha = new Mocha({ reporter: 'dot', timeout: 20_000, grep: name || undefined });
for (const bundle of bundles) mocha.addFile(bundle);
await mocha.loadFilesAsync();

/** @param {Mocha.Runnable} runnable @param {string} result */
function note(runnable, result) {
  const line = { result, name: runnable.titlePath().join(' › '), file: runnable.file };
  appendFileSync(results, `${JSON.stringify(line)}\n`);
}

const runner = mocha.run((failures) => {
  // What a test has left open, a channel or a timer, keeps nobody waiting.
  process.exit(failures > 0 ? 1 : 0);
});
runner.on('pass', (test) => note(test, 'pass'));
// A hook that fails is told of here too.
runner.on('fail', (test) => note(test, 'fail'));
runner.on('pending', (test) => note(test, 'skipped'));
