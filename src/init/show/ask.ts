/** Asks in a terminal. */
import { cancel, confirm, intro, isCancel, select } from '@clack/prompts';
import type { App } from '../project/apps.js';

export interface Questions {
  /** The folder of the site; undefined: cancelled. */
  choose: (apps: readonly App[]) => Promise<string | undefined>;
  /** Whether the files may be written. */
  confirm: (count: number) => Promise<boolean>;
}

export const inTerminal: Questions = {
  async choose(apps) {
    intro('sw-isr init');
    const options = apps.map(({ folder, name }) => ({ value: folder, label: folder, hint: name }));
    const chosen = await select({ message: 'Which site?', options });
    return isCancel(chosen) ? undefined : chosen;
  },
  async confirm(count) {
    const message = `Write ${count === 1 ? 'this file' : `these ${count} files`}?`;
    const answer = await confirm({ message });
    if (answer !== true) cancel('Nothing was written.');
    return answer === true;
  },
};
