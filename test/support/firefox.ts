/** Firefox, driven by puppeteer over WebDriver BiDi. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer, { type Page } from 'puppeteer-core';
import { READ_PAGE, type Engine } from './engine.js';
import { machine } from './machine.js';
import { FIREFOX_PREFS } from './runner/engines.mjs';
import { copyProfile } from './runner/firefox-profile.mjs';

function engineOf(page: Page, close: () => Promise<void>): Engine {
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
    close,
  };
}

/** No test asks for Firefox's requests. To tell of them takes a tenth of a test's processor time. */
const QUIET = { networkEnabled: false };

/** A container in a Firefox that other files use before and after: as empty as a new profile. */
async function joinFirefox(browserWSEndpoint: string): Promise<Engine> {
  const browser = await puppeteer.connect({ browserWSEndpoint, protocol: 'webDriverBiDi', ...QUIET });
  const context = await browser.createBrowserContext();
  return engineOf(await context.newPage(), async () => {
    await context.close();
    await browser.disconnect();
  });
}

/** Starts Firefox with a new profile. */
async function startFirefox(): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'sw-isr-firefox-'));
  if (machine.firefoxProfile) await copyProfile(machine.firefoxProfile, folder);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: machine.firefox,
    headless: true,
    userDataDir: folder,
    ...QUIET,
    extraPrefsFirefox: FIREFOX_PREFS,
  });
  return engineOf(await browser.newPage(), async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });
}

/** Firefox as for a new visitor, where idle workers are stopped after half a second. */
export function launchFirefox(): Promise<Engine> {
  const endpoint = process.env.FIREFOX_ENDPOINT;
  return endpoint ? joinFirefox(endpoint) : startFirefox();
}
