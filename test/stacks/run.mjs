/**
 * `npm run test:stacks`: makes an empty project with each framework, installs sw-isr from its package, writes the
 * plugin's few lines, builds, serves in production mode, and visits the site in Chromium.
 *
 *   npm run test:stacks                   all stacks
 *   npm run test:stacks -- astro nuxt     these stacks
 *   --no-build                            with the library as it was built before
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_FLAGS } from '../support/runner/engines.mjs';
import { prepareProcess } from '../support/runner/processes.mjs';
import { freePort } from '../support/runner/webkit-driver.mjs';
import { createProject, serve, WORK } from './plugin/project.mjs';
import { CONFIG, STACKS } from './plugin/stacks.mjs';
import { CHECKS, play } from './plugin/story.mjs';
import { pack, shell, writeFiles } from './project.mjs';
import { chosen, playStacks } from './table.mjs';

/** @param {import('./plugin/stacks.mjs').Stack} stack @param {string} tarball */
async function run(stack, tarball) {
  const folder = await createProject(stack);
  const startedAt = Date.now();
  await shell(folder, `npm install --ignore-scripts --prefer-offline --no-save ${tarball}`);
  await writeFiles(folder, { ...stack.setUp, 'isr.config.ts': CONFIG });
  await shell(folder, 'npm run build');
  const seconds = (Date.now() - startedAt) / 1000;
  const port = await freePort();
  let stopServer = await serve(stack, folder, port);
  const profile = join(folder, '.profile');
  const browser = await puppeteer.launch({
    executablePath: '/usr/bin/chromium',
    args: CHROMIUM_FLAGS,
    pipe: true,
    userDataDir: profile,
  });
  try {
    const seen = await play(browser, {
      origin: `http://localhost:${port}`,
      other: stack.name === 'vite' ? '/about.html' : stack.name === 'astro' ? '/about/' : '/about',
      stop: () => stopServer(),
      restart: async () => {
        stopServer = await serve(stack, folder, port);
      },
      deploy: async () => {
        await writeFiles(folder, { ...stack.files('B'), ...stack.setUp });
        await shell(folder, 'npm run build');
      },
    });
    return { seconds, seen };
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
    await stopServer();
  }
}

prepareProcess();
const stacks = chosen(STACKS);
const tarball = await pack(WORK);
console.log('Typed in each: npm install sw-isr; npm run build\n');
await playStacks(stacks, CHECKS, (stack) => run(stack, tarball));
