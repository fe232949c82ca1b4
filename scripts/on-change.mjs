/** Tells of files that change. */
import { watch } from 'node:fs';
import { join } from 'node:path';

/** An editor writes a file in several steps, and a branch is changed file by file: what comes within this time is one change. */
const TOGETHER_MS = 200;

/**
 * Calls with the paths that changed. While a call is still at work, what changes is gathered for the next one.
 * @param {string[]} folders
 * @param {(paths: string[]) => Promise<void>} work
 */
export function onChange(folders, work) {
  /** @type {Set<string>} */
  const changed = new Set();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let isWorking = false;

  const callSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(call, TOGETHER_MS);
  };
  async function call() {
    if (isWorking || changed.size === 0) return;
    isWorking = true;
    const paths = [...changed];
    changed.clear();
    await work(paths).catch(console.error);
    isWorking = false;
    callSoon();
  }
  for (const folder of folders)
    watch(folder, { recursive: true }, (_, name) => {
      if (name === null || name.endsWith('~')) return;
      changed.add(join(folder, name));
      callSoon();
    });
}
