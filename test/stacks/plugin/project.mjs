/** The steps of a user: a project, its packages, sw-isr, a build, a server. Each is a function of its own. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { start, stop } from '../../support/runner/processes.mjs';

/** @typedef {import('./stacks.mjs').Stack} Stack */

export const WORK = resolve('.cache/stacks/plugin');

const QUIET = {
  CI: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
};

/** Runs what a user types; what it printed is shown only if it fails. @param {string} cwd @param {string} command */
export function shell(cwd, command) {
  const env = { ...process.env, ...QUIET };
  return new Promise((/** @type {(printed: string) => void} */ done, fail) => {
    execFile('sh', ['-c', command], { cwd, env, timeout: 600_000, maxBuffer: 1e8 }, (error, out, err) => {
      if (!error) done(out + err);
      else fail(new Error(`Failed to run "${command}" in ${cwd}:\n${(out + err).slice(-4000)}`));
    });
  });
}

/** The package, as `npm publish` would send it. @returns {Promise<string>} its file */
export async function pack() {
  await mkdir(WORK, { recursive: true });
  for (const name of await readdir(WORK)) if (name.endsWith('.tgz')) await rm(join(WORK, name));
  await shell('.', `npm pack --silent --ignore-scripts --pack-destination ${WORK}`);
  const [file = ''] = (await readdir(WORK)).filter((name) => name.endsWith('.tgz'));
  return join(WORK, file);
}

/** @param {string} folder @param {Record<string, string>} files */
export async function writeFiles(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Makes the project, without sw-isr. Packages that are installed stay. @param {Stack} stack */
export async function createProject({ name, packages, build, files }) {
  const folder = join(WORK, name);
  const manifest = { name, private: true, type: 'module', scripts: { build }, dependencies: packages };
  const text = JSON.stringify(manifest, null, 2);
  await mkdir(folder, { recursive: true });
  for (const entry of await readdir(folder))
    if (entry !== 'node_modules') await rm(join(folder, entry), { recursive: true, force: true });
  await writeFiles(folder, { ...files('A'), 'package.json': text });
  const isInstalled = Object.keys(packages).every((one) => existsSync(join(folder, 'node_modules', one)));
  if (!isInstalled) await shell(folder, 'npm install --ignore-scripts --prefer-offline');
  return folder;
}

/** @param {string} url */
const answers = (url) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** @returns {Promise<number>} */
export const freePort = () =>
  new Promise((done) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });

/** Serves the built site in production mode. @param {Stack} stack @param {string} folder @param {number} port */
export async function serve({ serve: given }, folder, port) {
  const args = given.map((word) => word.replace('PORT', String(port)));
  const env = { ...process.env, ...QUIET, NODE_ENV: 'production', PORT: String(port), HOST: 'localhost' };
  const child = start(process.execPath, args, { cwd: folder, env, stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => (output = (output + chunk).slice(-4000)));
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt += 1) {
    if (await answers(`http://localhost:${port}/`)) return () => stop(child);
    await sleep(200);
  }
  await stop(child);
  throw new Error(`Failed to serve "${folder}": it answered nothing in a minute.\n${output}`);
}
