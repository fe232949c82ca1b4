/** The steps of a user of the plugin: a project, and its server. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { shell, startServer, writeFiles } from '../project.mjs';

/** @typedef {import('./stacks.mjs').Stack} Stack */

export const WORK = resolve('.cache/stacks/plugin');

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

/** Serves the built site in production mode. @param {Stack} stack @param {string} folder @param {number} port */
export const serve = ({ serve: args }, folder, port) => startServer(folder, process.execPath, args, port);
