/**
 * `npm run dev`: the sites of `npm start`, built and opened anew whenever a file of the package or of the demos changes. A
 * build that fails leaves them closed until the next change.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onChange } from '../scripts/on-change.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['src', 'demo'].map((name) => `${root}${name}`);

const open = () => spawn(process.execPath, ['demo/start.mjs'], { cwd: root, stdio: 'inherit' });

/** @param {import('node:child_process').ChildProcess} child */
async function close(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

let sites = open();
onChange(folders, async (paths) => {
  console.log(`\n${paths.join(', ')} changed.`);
  await close(sites);
  sites = open();
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.once(signal, () => void close(sites).then(() => process.exit(0)));
