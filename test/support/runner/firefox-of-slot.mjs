/**
 * A Firefox that the test files of a slot share, one after the other. Each file has a container of its own in it, with its
 * own cookies, caches, databases and workers. To start a Firefox takes more processor time than most files do.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { FIREFOX_PREFS } from './engines.mjs';
import { copyProfile } from './firefox-profile.mjs';
import { keep, stop } from './processes.mjs';
import { asTask } from './processor-time.mjs';

/** @typedef {{ endpoint: string, stop: () => Promise<void> }} SharedFirefox */

/** @param {string} program @param {string} profile @returns {Promise<SharedFirefox>} */
async function startFirefox(program, profile) {
  const folder = await mkdtemp(join(tmpdir(), 'sw-isr-firefox-'));
  await copyProfile(profile, folder);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: program,
    headless: true,
    userDataDir: folder,
    extraPrefsFirefox: FIREFOX_PREFS,
    // The runner ends it.
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
  });
  const endpoint = browser.wsEndpoint();
  const child = /** @type {import('node:child_process').ChildProcess} */ (browser.process());
  keep(child);
  // It has one session at a time: that of a test file.
  await browser.disconnect();
  child.once('exit', () => void rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  return { endpoint, stop: () => stop(child) };
}

/**
 * @param {import('./pool.mjs').Slot} slot @param {import('./machine.mjs').Machine} machine
 * @returns {Promise<string>} where a test file connects to; empty without a Firefox
 */
export async function firefoxEndpoint(slot, { firefox, firefoxProfile }) {
  if (!firefox || !firefoxProfile) return '';
  slot.firefox ??= asTask('Firefox of all tasks', () => startFirefox(firefox, firefoxProfile));
  return (await slot.firefox).endpoint;
}

/** The next file gets another: one that failed may have left its session open. @param {import('./pool.mjs').Slot} slot */
export async function replaceFirefox(slot) {
  const firefox = slot.firefox;
  slot.firefox = undefined;
  await (await firefox)?.stop();
}
