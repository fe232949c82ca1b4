/** A browser that is killed with everything it started, and opened again with the same profile. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { machine } from '../machine.js';
import { CHROMIUM_FLAGS } from '../runner/engines.mjs';

export type EngineName = 'Chromium' | 'Firefox';

export interface KilledBrowser {
  /** Opens the browser, and a tab. */
  open(): Promise<Page>;
  kill(): Promise<void>;
  /** Kills it, and deletes its profile. */
  end(): Promise<void>;
}

const launch = (engine: EngineName, userDataDir: string): Promise<Browser> =>
  engine === 'Chromium'
    ? puppeteer.launch({
        executablePath: machine.chromium,
        headless: true,
        userDataDir,
        args: CHROMIUM_FLAGS,
      })
    : puppeteer.launch({
        browser: 'firefox',
        executablePath: machine.firefox,
        headless: true,
        userDataDir,
        // After three starts that ended in a crash it would ask for its safe mode.
        extraPrefsFirefox: { 'toolkit.startup.max_resumed_crashes': -1 },
      });

/** Whether a process of this group is left. */
function isAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

export async function prepareBrowser(engine: EngineName): Promise<KilledBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'sw-isr-kills-'));
  let running: Browser | undefined;
  const kill = async (): Promise<void> => {
    const group = running?.process()?.pid;
    running = undefined;
    if (group === undefined) return;
    // Puppeteer starts a browser as the leader of a group of its own.
    process.kill(-group, 'SIGKILL');
    while (isAlive(group)) await sleep(20);
  };
  return {
    async open() {
      running = await launch(engine, profile);
      return running.newPage();
    },
    kill,
    async end() {
      await kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
