/** Installs what the lockfile names, if something else is installed, or nothing. Imports only what Node brings. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/**
 * @typedef {object} Locked one entry of a lockfile's `packages`
 * @property {string} [version]
 * @property {boolean} [optional] may be left out, where it does not fit the machine
 * @property {boolean} [devOptional]
 * @property {boolean} [peer]
 */

/** @param {string} file @returns {Record<string, Locked>} */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {}; // not there, or half written: as good as not installed
  }
}

/**
 * npm keeps its own list of what it installed; where that differs from the lockfile, the lockfile is newer. (Dates would
 * say it less surely: a checkout sets them anew.)
 * @param {string} root
 * @returns {string[]} the packages that are missing, or of another version
 */
export function missingPackages(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted)
    .filter(([path, { optional, devOptional, peer }]) => path !== '' && !optional && !devOptional && !peer)
    .filter(([path, { version }]) => installed[path]?.version !== version)
    .map(([path]) => path);
}

/** @param {string} root */
export async function installDependencies(root) {
  if (missingPackages(root).length === 0) return;
  console.log('Installing the packages that are missing …');
  await run('npm', ['ci'], { cwd: root });
}
