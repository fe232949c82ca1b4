/**
 * `npm start`: everything that the demos need, on a fresh machine too, and then the demos. Nothing but Node's own modules
 * is imported before the packages are installed.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SITES } from './sites.mjs';
import { installDependencies } from './start/dependencies.mjs';
import { run } from './start/run.mjs';
import { readPort, readSeconds } from './start/settings.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const workers = join(root, '.cache');

async function buildWorkers() {
  console.log('Building the workers of the sites …');
  const { build, buildKill } = await import('sw-isr/build');
  await Promise.all([
    ...SITES.map(({ name, config }) => build({ cwd: root, config, out: join(workers, name) })),
    // The landing page has none, and removes one that was left at its address.
    buildKill({ cwd: root, out: join(workers, 'landing') }),
  ]);
}

async function start() {
  const port = readPort(process.env['PORT']);
  const hostname = process.env['HOST'] ?? 'localhost';
  // Configs read these: a mistake is told before anything is built.
  for (const name of ['SHOP_REVALIDATE', 'TWEETS_REVALIDATE']) readSeconds(name, 60);
  await installDependencies(root);
  console.log('Building sw-isr …');
  await run('npm', ['run', '--silent', 'build'], { cwd: root });
  await buildWorkers();
  const { openSites } = await import('./start/open-sites.mjs');
  const { url, sites, close } = await openSites({ sites: SITES, workers, port, hostname });
  stopOnSignal(close);
  const widest = Math.max(...sites.map(({ title }) => title.length));
  console.log(`
  Open ${url}

  It leads to these sites:
${sites.map((site) => `    ${site.title.padEnd(widest)}  ${site.url}`).join('\n')}

  Ctrl-C stops them all. What you have seen of them can still be read in your browser.
`);
}

/** @param {() => Promise<void>} stop */
function stopOnSignal(stop) {
  let stopping = false;
  const end = () => {
    if (stopping) process.exit(130); // asked twice: at once
    stopping = true;
    stop().then(
      () => console.log('All sites are closed. What you have seen can still be read in your browser.'),
      (/** @type {Error} */ error) => fail(error),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

/** @param {Error} error */
function fail(error) {
  console.error(error.message);
  process.exitCode = 1;
}

start().catch(fail);
