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
import { prepareProcess, stopAll } from '../support/runner/processes.mjs';
import { createProject, freePort, pack, serve, shell, writeFiles } from './plugin/project.mjs';
import { CONFIG, STACKS } from './plugin/stacks.mjs';
import { CHECKS, play } from './plugin/story.mjs';

prepareProcess();

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('-'));
const unknown = names.filter((name) => !STACKS.some((stack) => stack.name === name));
if (unknown.length > 0)
  throw new Error(
    `Failed to run "${unknown.join(' ')}": there is no such stack. Name some of: ${STACKS.map(({ name }) => name).join(' ')}.`,
  );

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

if (!args.includes('--no-build')) await shell('.', 'npm run -s build');
const tarball = await pack();
const rows = [];
let failed = 0;
for (const stack of STACKS.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const commands = `npm install sw-isr; ${stack.build}`;
  try {
    const { seconds, seen } = await run(stack, tarball);
    const cells = CHECKS.map((check) => (seen[check] === 'ok' ? 'ok' : seen[check] ? 'FAIL' : '–'));
    for (const [check, result] of Object.entries(seen))
      if (result !== 'ok') console.error(`${stack.name}: ${check}: ${result}`);
    failed += cells.every((cell) => cell === 'ok') ? 0 : 1;
    rows.push(`| ${stack.name} | ${commands} | ${seconds.toFixed(0)} | ${cells.join(' | ')} |`);
  } catch (error) {
    failed += 1;
    console.error(error);
    rows.push(`| ${stack.name} | ${commands} | – | ${CHECKS.map(() => 'FAIL').join(' | ')} |`);
  }
  console.log(rows.at(-1));
}
console.log(
  `\n| stack | typed | seconds | ${CHECKS.join(' | ')} |\n|---|---|---|${CHECKS.map(() => '---|').join('')}`,
);
console.log(rows.join('\n'));
await stopAll();
process.exitCode = failed > 0 ? 1 : 0;
