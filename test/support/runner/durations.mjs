/**
 * What each task took, by its name, so that the longest begin first. The times of this machine's last run are used, and
 * where there was none, those of `durations.json`, which `node test/run.mjs --write-durations` writes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const OWN = '.cache/test-durations.json';
const SHARED = new URL('durations.json', import.meta.url);

/** A new file is taken for a long one: begun too early it costs nothing. */
const UNKNOWN = 20;

/** @param {string | URL} path @returns {Record<string, number>} */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

const known = { ...read(SHARED), ...read(OWN) };
/** @type {Record<string, number>} */
const measured = {};

/** @param {string} name @returns {number} seconds */
export const secondsOf = (name) => known[name] ?? UNKNOWN;

/** @param {string} name @param {number} seconds */
export function noteSeconds(name, seconds) {
  measured[name] = Math.round(seconds);
}

/** @param {{ isShared: boolean }} options whether they are to be committed */
export function writeDurations({ isShared }) {
  const sorted = (/** @type {Record<string, number>} */ times) =>
    `${JSON.stringify(Object.fromEntries(Object.entries(times).sort(([, a], [, b]) => b - a)), null, 2)}\n`;
  mkdirSync('.cache', { recursive: true });
  writeFileSync(OWN, sorted({ ...read(OWN), ...measured }));
  if (isShared) writeFileSync(SHARED, sorted({ ...read(SHARED), ...measured }));
}
