/**
 * A profile of Firefox that was started once and has visited nothing. With a copy of it a browser starts in half of the
 * processor time: what each new profile compiles and writes first is there.
 */
import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import puppeteer from 'puppeteer-core';

/** Puppeteer writes this file anew for each start. */
const OF_THE_START = 'user.js';

/** @param {string} firefox its program; another version has a profile of its own @returns {Promise<string>} a folder */
export async function startedProfile(firefox) {
  const kept = resolve('.cache/firefox', String(Math.round(statSync(firefox).mtimeMs)));
  if (existsSync(kept)) return kept;
  const folder = `${kept}-${process.pid}`;
  await mkdir(folder, { recursive: true });
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: firefox,
    headless: true,
    userDataDir: folder,
  });
  await browser.close();
  await rm(`${folder}/${OF_THE_START}`, { force: true });
  // Another run may have made it at the same time.
  await rename(folder, kept).catch(() => rm(folder, { recursive: true }));
  return kept;
}

/** @param {string} profile @param {string} folder where a browser is to start with it */
export const copyProfile = (profile, folder) => cp(profile, folder, { recursive: true });
