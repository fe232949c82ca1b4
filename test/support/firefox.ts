/** Firefox, driven by puppeteer over WebDriver BiDi. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';
import { READ_PAGE, type Engine } from './engine.js';
import { machine } from './machine.js';
import { FIREFOX_PREFS } from './runner/engines.mjs';
import { copyProfile } from './runner/firefox-profile.mjs';

/** Starts Firefox with a new profile, where idle workers are stopped after half a second. */
export async function launchFirefox(): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'sw-isr-firefox-'));
  if (machine.firefoxProfile) await copyProfile(machine.firefoxProfile, folder);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: machine.firefox,
    headless: true,
    // Puppeteer would subscribe to network events. Sending them is a tenth of Firefox's work, and no test reads them.
    networkEnabled: false,
    userDataDir: folder,
    extraPrefsFirefox: FIREFOX_PREFS,
  });
  const page = await browser.newPage();
  const evaluate = <T>(body: string) => page.evaluate(`(async () => { ${body} })()`) as Promise<T>;
  return {
    name: 'Firefox',
    async goto(url) {
      await page.goto(url);
      return evaluate(READ_PAGE);
    },
    evaluate,
    // The time after which it ends idle workers, and a little more.
    stopWorkers: () => sleep(FIREFOX_PREFS['dom.serviceWorkers.idle_timeout'] + 300),
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
