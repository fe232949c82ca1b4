/** The npm packages of the lockfile, installed when they are missing or older than it. */
import { statSync } from 'node:fs';
import { run } from './processes.mjs';

/** @param {string} path */
function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** @returns {Promise<boolean>} whether the dependencies are there */
export async function installDependencies() {
  // npm writes this file at the end of every install, so an interrupted one is done again.
  if (modifiedAt('node_modules/.package-lock.json') >= modifiedAt('package-lock.json')) return true;
  return (await run('npm', ['ci'], { minutes: 10 })) === 0;
}
