/**
 * `npm start`: everything that the shop needs, on a fresh machine too, and then the shop. Nothing but Node's own modules
 * is imported before the packages are installed.
 */
import { fileURLToPath } from 'node:url';
import { installDependencies } from './start/dependencies.mjs';
import { listenFrom, readPort } from './start/listen.mjs';
import { run } from './start/run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const publicDir = '.cache/shop';

/** Seconds; the config reads the same variable. */
function readRevalidate() {
  const text = process.env['SHOP_REVALIDATE'];
  if (text === undefined) return 60;
  const seconds = Number(text);
  if (text.trim() === '' || !(seconds > 0))
    throw new Error(
      `Failed to read "SHOP_REVALIDATE=${text}": it is no number of seconds. Give one above 0.`,
    );
  return seconds;
}

async function start() {
  const port = readPort(process.env['PORT']);
  const revalidate = readRevalidate();
  await installDependencies(root);
  await run('npm', ['run', '--silent', 'build'], { cwd: root });
  await run(
    process.execPath,
    ['dist/cli.js', 'build', '--config', 'demo/isr.config.ts', '--out', publicDir],
    {
      cwd: root,
    },
  );
  const { createShop } = await import('./shop.mjs');
  const shop = createShop({ publicDir: `${root}${publicDir}`, revalidate });
  const server = await listenFrom(port, (free) => shop.listen(free, process.env['HOST'] ?? 'localhost'));
  stopOnSignal(async () => {
    await server.close();
    await shop.close();
  });
  console.log(`
  The shop is open: ${server.url}

  Try this:
  1. Open a product twice: the second time it comes from your browser, and the sign in the corner says so.
  2. Leave it open, and change its price at ${server.url}/cms in another window: the page offers the new one.
  3. Stop this server with Ctrl-C and walk around: every page you have seen is still there.
`);
}

/** @param {() => Promise<void>} stop */
function stopOnSignal(stop) {
  let stopping = false;
  const end = () => {
    if (stopping) process.exit(130); // asked twice: at once
    stopping = true;
    stop().then(
      () => console.log('The shop is closed. What you have seen of it can still be read in your browser.'),
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
