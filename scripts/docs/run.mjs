/**
 * The site of the documents, in docs/site. It has its own dependencies, which the library does not install.
 *
 *   npm run docs        installs what the site needs, and serves it at http://localhost:4321, or at `-- --port NUMBER`
 *   npm run docs:build  builds it into docs/site/dist, with its worker, and checks all links within it. With
 *                       `-- --visit CHROMIUM` it then reads and searches the site offline in that browser
 */
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brokenLinks } from './links.mjs';
import { writePageList } from './page-list.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SITE = join(ROOT, 'docs/site');
const OUT = join(SITE, 'dist');

/** @param {string} command @param {string[]} args @param {string} [cwd] */
function run(command, args, cwd = ROOT) {
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ASTRO_DISABLE_UPDATE_CHECK: 'true' };
  const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve(undefined);
      else reject(new Error(`Failed to run "${command} ${args.join(' ')}": it ended with ${code}.`));
    });
  });
}

/** @param {string} name @param {string[]} args */
const runTool = (name, ...args) => run(join(SITE, 'node_modules/.bin', name), args, SITE);

/** @param {string[]} args */
const runSwIsr = (...args) => run(process.execPath, [join(ROOT, 'dist/cli.js'), ...args], SITE);

/** Installs the site's dependencies, unless those of its lockfile are there. */
async function install() {
  const installed = join(SITE, 'node_modules/.package-lock.json');
  const isUpToDate =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(SITE, 'package-lock.json')).mtimeMs;
  if (!isUpToDate) await run('npm', ['ci', '--no-audit', '--no-fund'], SITE);
}

/** The API reference is made of the declarations in `dist/types`, one page for each entry of package.json. */
async function writeApi() {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const entries = Object.values(exports).flatMap(({ types, default: code }) =>
    types && code ? [join(ROOT, types)] : [],
  );
  rmSync(join(SITE, 'api'), { recursive: true, force: true });
  await runTool('typedoc', ...entries.flatMap((entry) => ['--entryPoints', entry]));
  nameAsEntries(join(SITE, 'api'));
}

/** TypeDoc numbers the file of an entry that is named as a type is: `purge-1.md`. No other has that name. @param {string} folder */
function nameAsEntries(folder) {
  const files = /** @type {string[]} */ (readdirSync(folder, { recursive: true })).filter((name) =>
    name.endsWith('.md'),
  );
  for (const name of files) {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/(\]\([^)#]*)-\d+\.md/g, '$1.md'));
    renameSync(path, path.replace(/-\d+\.md$/, '.md'));
  }
}

async function prepare() {
  await install();
  if (!existsSync(join(ROOT, 'dist/cli.js'))) await run('npm', ['run', '--silent', 'build']);
  await writeApi();
  copyFileSync(join(ROOT, 'dist/elements.js'), join(SITE, 'public/isr-elements.js'));
}

async function serve() {
  await prepare();
  await runSwIsr('build', '--dev', '--out', 'public');
  await runTool('astro', 'dev', ...process.argv.slice(2));
}

async function buildSite() {
  await prepare();
  for (const file of ['sw.js', 'sw-isr.js']) rmSync(join(SITE, 'public', file), { force: true });
  rmSync(OUT, { recursive: true, force: true });
  await runTool('astro', 'build', '--force');
  writePageList(OUT);
  await runSwIsr('build', '--out', 'dist');
  const { links, faults } = brokenLinks(OUT);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0)
    throw new Error(`Failed to check the links of the site: ${faults.length} of ${links} lead nowhere.`);
  console.log(`Checked ${links} links.`);
  const { visit } = parseArgs({ allowPositionals: true, options: { visit: { type: 'string' } } }).values;
  if (visit === undefined) return;
  const { visitSite } = await import('./visit.mjs');
  await visitSite(OUT, visit);
  console.log('Read and searched the site offline.');
}

await (process.argv[2] === 'build' ? buildSite() : serve()).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
