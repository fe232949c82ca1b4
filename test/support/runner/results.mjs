/** What the reporters wrote, read and counted. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLES } from './bundle.mjs';
import { emptyOutcome } from './tally.mjs';

/** @typedef {{ result: 'pass' | 'fail' | 'skipped', name: string, file?: string }} Result */

let count = 0;

/** A new file for a reporter to write to. */
export function resultsFile() {
  mkdirSync(BUNDLES, { recursive: true });
  count += 1;
  return join(BUNDLES, `${count}.results`);
}

/**
 * Reads one JSON object a line, and counts them.
 * @param {string} label names the task in what is told of it
 * @param {string} path
 * @returns {import('./tally.mjs').Outcome}
 */
export function readResults(label, path) {
  const lines = readFileSync(path, { encoding: 'utf8', flag: 'a+' }).split('\n').filter(Boolean);
  const outcome = emptyOutcome();
  for (const { result, name } of lines.map((line) => /** @type {Result} */ (JSON.parse(line)))) {
    if (result === 'pass') outcome.passed++;
    else (result === 'fail' ? outcome.failed : outcome.notRun).push(`${label}: ${name}`);
  }
  return outcome;
}
