/**
 * `npm run test:init`: makes an empty project with each framework, and types what a user types: install, `npx sw-isr
 * init --yes`, the project's own build. Then it serves the site in production mode, and visits it in Chromium.
 *
 *   npm run test:init                  all stacks
 *   npm run test:init -- vite hugo     these stacks
 *   --no-build                         with the library as it was built before
 *   --keep                             without making projects that are there anew
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_FLAGS } from '../support/runner/engines.mjs';
import { prepareProcess } from '../support/runner/processes.mjs';
import { freePort } from '../support/runner/webkit-driver.mjs';
import { serveSite } from './init/serve.mjs';
import { setVersion, STACKS } from './init/stacks.mjs';
import { play } from './init/story.mjs';
import { pack, shell, writeFiles } from './project.mjs';
import { chosen, playStacks } from './table.mjs';

// Outside of this package: npm would take it for the project of a folder without a package.json.
const WORK = join(tmpdir(), 'sw-isr-init');
const CHECKS = ['registered', 'second visit a hit', 'offline', 'deployed under an open tab', 'twice is once'];

/** @param {import('./init/stacks.mjs').Stack} stack */
async function create(stack) {
  const parent = join(WORK, stack.name);
  const folder = join(parent, 'site');
  if (process.argv.includes('--keep') && existsSync(folder)) return folder;
  await rm(parent, { recursive: true, force: true });
  await mkdir(parent, { recursive: true });
  for (const command of stack.create) await shell(parent, command);
  await writeFiles(folder, stack.files ?? {});
  if (stack.install) await shell(folder, `npm install ${stack.install.join(' ')}`);
  return folder;
}

/** @param {import('./init/stacks.mjs').Stack} stack @param {string} tarball @param {import('puppeteer-core').Browser} browser */
async function run(stack, tarball, browser) {
  const folder = await create(stack);
  await setVersion(folder, stack, 'Version-A');
  const typed = [`npm install -D ${tarball}`, 'npx sw-isr init --yes', 'npm run build'];
  const startedAt = Date.now();
  for (const command of typed) await shell(folder, command);
  const seconds = (Date.now() - startedAt) / 1000;
  const again = await shell(folder, 'npx sw-isr init --yes');
  const port = await freePort();
  let stop = await serveSite(folder, stack, port);
  const seen = await play(browser, {
    origin: `http://localhost:${port}`,
    other: stack.other,
    stop: () => stop(),
    restart: async () => {
      stop = await serveSite(folder, stack, port);
    },
    deploy: async () => {
      await setVersion(folder, stack, 'Version-B');
      await shell(folder, 'npm run build');
    },
  });
  await stop();
  const twice = /Nothing to change/.test(again) ? 'ok' : 'FAIL: the second run changed files';
  /** @type {Record<string, string>} */
  const result = { ...seen, 'twice is once': twice };
  return { seconds, seen: result };
}

prepareProcess();
const stacks = chosen(STACKS);
const packed = await pack(WORK);
// The project's package.json names the file: so it is the same for every version.
const tarball = join(WORK, 'sw-isr.tgz');
await copyFile(packed, tarball);
console.log('Typed in each: npm install -D sw-isr; npx sw-isr init --yes; npm run build\n');
await playStacks(stacks, CHECKS, async (stack) => {
  // Each site has a profile of its own.
  const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: CHROMIUM_FLAGS });
  try {
    return await run(stack, tarball, browser);
  } finally {
    await browser.close();
  }
});
