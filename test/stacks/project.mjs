/** What both runs over frameworks do with a project: type commands in it, install the package, serve it. */
import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { start, stop } from '../support/runner/processes.mjs';

const QUIET = {
  CI: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
};

/** The most that is shown of what a program printed. */
const SHOWN = 4000;

/** Runs what a user types; what it printed is shown only if it fails. @param {string} cwd @param {string} command */
export function shell(cwd, command) {
  const env = { ...process.env, ...QUIET };
  return new Promise((/** @type {(printed: string) => void} */ done, fail) => {
    execFile('sh', ['-c', command], { cwd, env, timeout: 600_000, maxBuffer: 1e8 }, (error, out, err) => {
      if (!error) done(out + err);
      else fail(new Error(`Failed to run "${command}" in ${cwd}:\n${(out + err).slice(-SHOWN)}`));
    });
  });
}

/** The package, as `npm publish` would send it. @param {string} work the folder that it is put in @returns {Promise<string>} its file */
export async function pack(work) {
  if (!process.argv.includes('--no-build')) await shell('.', 'npm run -s build');
  await mkdir(work, { recursive: true });
  for (const name of await readdir(work)) if (name.endsWith('.tgz')) await rm(join(work, name));
  await shell('.', `npm pack --silent --ignore-scripts --pack-destination ${work}`);
  const [file = ''] = (await readdir(work)).filter((name) => name.endsWith('.tgz'));
  return join(work, file);
}

/** @param {string} folder @param {Record<string, string>} files */
export async function writeFiles(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** @param {string} url */
const answers = (url) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Serves a built site in production mode by its own server.
 * @param {string} folder @param {string} command @param {string[]} args `PORT` is replaced in them @param {number} port
 * @returns {Promise<() => Promise<void>>} stops it
 */
export async function startServer(folder, command, args, port) {
  const env = { ...process.env, ...QUIET, NODE_ENV: 'production', PORT: String(port), HOST: 'localhost' };
  const given = args.map((word) => word.replace('PORT', String(port)));
  const child = start(command, given, { cwd: folder, env, stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => (output = (output + chunk).slice(-SHOWN)));
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt += 1) {
    if (await answers(`http://localhost:${port}/`)) return () => stop(child);
    await sleep(200);
  }
  await stop(child);
  throw new Error(`Failed to serve "${folder}": it answered nothing in a minute.\n${output}`);
}
