/** Watches folders for changed files. */
import { watch } from 'node:fs';
import { join } from 'node:path';

/** Changes within this time are one: editors write a file in several steps, and git changes a branch file by file. */
const TOGETHER_MS = 200;

/**
 * Calls `work` with the changed paths. Changes during a call are collected for the next one.
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
