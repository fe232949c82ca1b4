/**
 * `npm run screenshots`: plays the demos' end-to-end tests, and makes the README's pictures of what they saw. A test that
 * fails makes no picture, so that the pictures stay true. `-- --no-play` takes the screenshots of the last run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DEMOS } from './demos.mjs';
import { makeFilm, makeRow } from './pictures.mjs';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const TO = 'docs/images';

/** @param {string} shot */
function pathOf(shot) {
  const path = `.cache/screenshots/${shot}.png`;
  if (existsSync(path)) return path;
  throw new Error(`Failed to find "${path}": no test has left it. Mend scripts/screenshots/demos.mjs.`);
}

/** @param {string} tests */
function play(tests) {
  const args = ['test/run.mjs', 'build', 'integration', '--grep', tests, '--browser', 'chromium'];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`Failed to play "${tests}": its tests fail. Mend them first.`);
}

mkdirSync(TO, { recursive: true });
for (const { name, tests, film, phones } of DEMOS) {
  if (!process.argv.includes('--no-play')) play(tests);
  const [moving, row] = [`${TO}/${name}-film.webp`, `${TO}/${name}-phone.webp`];
  await makeFilm(
    film.map(([shot, caption]) => ({ path: pathOf(shot), caption })),
    moving,
  );
  await makeRow(phones.map(pathOf), row);
  for (const path of [moving, row]) console.log(`${path}: ${Math.round(statSync(path).size / 1024)} kB`);
}
