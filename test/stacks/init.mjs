/**
 * `npm run test:init`: makes an empty project with each framework, and types what a user types: install, `npx sw-isr
 * init --yes`, the project's own build. Then it serves the site in production mode, and visits it in Chromium.
 *
 *   npm run test:init                  all stacks
 *   npm run test:init -- vite hugo     these stacks
 *   --no-build                         with the library as it was built before
 *   --keep                             without making projects that are there anew
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_FLAGS } from '../support/runner/engines.mjs';
import { prepareProcess, stopAll } from '../support/runner/processes.mjs';
import { serveSite } from './init/serve.mjs';
import { setVersion, STACKS, writeFiles } from './init/stacks.mjs';
import { play } from './init/story.mjs';

prepareProcess();

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('-'));
// Outside of this package: npm would take it for the project of a folder without a package.json.
const WORK = join(tmpdir(), 'sw-isr-init');
const QUIET = {
  CI: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
};

/** @param {string} cwd @param {string} command @returns {Promise<string>} what it printed */
function shell(cwd, command) {
  const env = { ...process.env, ...QUIET, npm_config_audit: 'false', npm_config_fund: 'false' };
  return new Promise((done, fail) => {
    execFile(
      'sh',
      ['-c', command],
      { cwd, env, timeout: 600_000, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        if (!error) done(stdout);
        else
          fail(
            new Error(
              `Failed to run "${command}": ${error.message.slice(0, 200)}\n${(stdout + stderr).slice(-4000)}`,
            ),
          );
      },
    );
  });
}

const freePort = () =>
  new Promise((done) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' ? address?.port : 0));
    });
  });

/** The package, as `npm publish` would send it. */
async function pack() {
  if (!args.includes('--no-build')) await shell('.', 'npm run -s build');
  await mkdir(WORK, { recursive: true });
  for (const name of await readdir(WORK)) if (name.endsWith('.tgz')) await rm(join(WORK, name));
  await shell('.', `npm pack --silent --ignore-scripts --pack-destination ${WORK}`);
  const [file = ''] = (await readdir(WORK)).filter((name) => name.endsWith('.tgz'));
  await copyFile(join(WORK, file), join(WORK, 'sw-isr.tgz'));
  return join(WORK, 'sw-isr.tgz');
}

/** @param {import('./init/stacks.mjs').Stack} stack */
async function create(stack) {
  const parent = join(WORK, stack.name);
  const folder = join(parent, 'site');
  if (args.includes('--keep') && existsSync(folder)) return folder;
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
  const port = /** @type {number} */ (await freePort());
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

const tarball = await pack();
const CHECKS = ['registered', 'second visit a hit', 'offline', 'deployed under an open tab', 'twice is once'];
const rows = [];
let failed = 0;
const chosen =
  names.length === 0 ? STACKS : names.flatMap((one) => STACKS.filter(({ name }) => name === one));
for (const stack of chosen) {
  // Each site has a profile of its own.
  const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: CHROMIUM_FLAGS });
  try {
    const { seconds, seen } = await run(stack, tarball, browser);
    for (const [check, result] of Object.entries(seen))
      if (result !== 'ok') console.error(`${stack.name}: ${check}: ${result}`);
    const cells = CHECKS.map((check) => ((seen[check] ?? '') === 'ok' ? 'ok' : 'FAIL'));
    failed += cells.includes('FAIL') ? 1 : 0;
    rows.push(`| ${stack.name} | ${seconds.toFixed(0)} | ${cells.join(' | ')} |`);
  } catch (error) {
    failed += 1;
    console.error(error);
    rows.push(`| ${stack.name} | – | ${CHECKS.map(() => 'FAIL').join(' | ')} |`);
  } finally {
    await browser.close();
    await stopAll();
  }
  console.log(rows.at(-1));
}
console.log('\nTyped in each: npm install -D sw-isr; npx sw-isr init --yes; npm run build\n');
console.log(`| stack | seconds | ${CHECKS.join(' | ')} |\n|---|---|${CHECKS.map(() => '---|').join('')}`);
console.log(rows.join('\n'));
process.exitCode = failed > 0 ? 1 : 0;
