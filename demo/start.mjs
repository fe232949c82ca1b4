/**
 * `npm start`: everything that the demos need, on a fresh machine too, and then the demos. Nothing but Node's own modules
 * is imported before the packages are installed.
 */
import { fileURLToPath } from 'node:url';
import { installDependencies } from './start/dependencies.mjs';
import { listenFrom, readPort } from './start/listen.mjs';
import { run } from './start/run.mjs';
import { SITES } from './sites.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {import('./sites.mjs').Site} site */
const publicDirOf = ({ name }) => `.cache/${name}`;

/** @param {import('./sites.mjs').Site} site */
const buildWorker = (site) =>
  run(
    process.execPath,
    ['dist/cli.js', 'build', '--config', site.config, '--out', publicDirOf(site), '--json'],
    { cwd: root, isQuiet: true },
  );

/** Each site on the next free port. @param {number} port @param {string} hostname */
async function startSites(port, hostname) {
  /** @type {(import('./sites.mjs').Site & import('./sites.mjs').Started)[]} */
  const running = [];
  for (const site of SITES) {
    const publicDir = `${root}${publicDirOf(site)}`;
    const started = await listenFrom(port === 0 ? 0 : port + running.length + 1, (free) =>
      site.start({ publicDir, port: free, hostname }),
    );
    running.push({ ...site, ...started });
  }
  return running;
}

async function start() {
  const port = readPort(process.env['PORT']);
  const hostname = process.env['HOST'] ?? 'localhost';
  await installDependencies(root);
  await run('npm', ['run', '--silent', 'build'], { cwd: root });
  for (const site of SITES) {
    console.log(`Building the worker of “${site.title}” …`);
    await buildWorker(site);
  }
  const [{ createLanding }, { serveApp }] = await Promise.all([
    import('./landing/page.mjs'),
    import('./start/serve-app.mjs'),
  ]);
  /** @type {Awaited<ReturnType<typeof startSites>>} */
  let sites = [];
  const landing = await listenFrom(port, (free) =>
    serveApp(
      createLanding(() => sites),
      free,
      hostname,
    ),
  );
  sites = await startSites(Number(new URL(landing.url).port), hostname);
  stopOnSignal(async () => {
    await Promise.all([landing, ...sites].map(({ close }) => close()));
  });
  const list = sites.map(({ title, url }) => `    ${title.padEnd(22)} ${url}`).join('\n');
  console.log(`
  Open ${landing.url}

${list}

  Ctrl-C stops them. What you have seen can still be read in your browser then.
`);
}

/** @param {() => Promise<void>} stop */
function stopOnSignal(stop) {
  let stopping = false;
  const end = () => {
    if (stopping) process.exit(130); // asked twice: at once
    stopping = true;
    stop().then(
      () => console.log('All is closed. What you have seen can still be read in your browser.'),
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
