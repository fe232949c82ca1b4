/** What the machine has for the tests: browsers, a display, and a large site that nobody here wrote. */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.mjs';

/**
 * @typedef {object} Machine
 * @property {string} [chromium]
 * @property {string} [firefox]
 * @property {{ driver: string, browser: string, display: string }} [webkit]
 * @property {string} [docs] a folder of HTML
 * @property {string} [redis] its server
 */

/** The Debian package of each thing. */
const PACKAGES = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
  docs: ['postgresql-doc-15'],
  redis: ['redis-server'],
};

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string[]} names the first of these programs that PATH has */
function which(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/local/bin');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** MiniBrowser is no program of its own: it lies beside the library, in a folder named by version and machine. */
function findMiniBrowser() {
  const roots = ['/usr/lib', '/usr/libexec', '/usr/lib64'].filter((root) => existsSync(root));
  const folders = roots.flatMap((root) => [root, ...readdirSync(root).map((name) => join(root, name))]);
  return folders
    .filter((folder) => /linux-gnu|\/lib(exec|64)?$/.test(folder))
    .flatMap((folder) => ['4.1', '6.0', '4.0'].map((v) => join(folder, `webkit2gtk-${v}`, 'MiniBrowser')))
    .concat('/usr/libexec/webkitgtk-6.0/MiniBrowser')
    .find(isExecutable);
}

/** @returns {Machine} */
export function inspectMachine() {
  const driver = which(['WebKitWebDriver']);
  const browser = findMiniBrowser();
  const display = which(['Xvfb']);
  const docs = '/usr/share/doc/postgresql-doc-15/html';
  return {
    chromium:
      process.env.CHROME_PATH ??
      which(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']),
    firefox: process.env.FIREFOX_PATH ?? which(['firefox-esr', 'firefox']),
    webkit: driver && browser && display ? { driver, browser, display } : undefined,
    docs: existsSync(docs) ? docs : undefined,
    redis: which(['redis-server']),
  };
}

/** @param {Machine} machine @returns {(keyof typeof PACKAGES)[]} */
function missingFrom(machine) {
  return /** @type {(keyof typeof PACKAGES)[]} */ (Object.keys(PACKAGES)).filter((thing) => !machine[thing]);
}

/** @param {string[]} packages */
async function aptInstall(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await run('apt-get', ['update'], { env });
  if (updated !== 0) return;
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env, minutes: 10 });
}

/**
 * Looks at the machine and, as root on a Debian, installs what it lacks.
 * Chromium is always needed; the rest only in CI, elsewhere its tests are reported as not run.
 * @returns {Promise<{ machine: Machine, notRun: string[], failed: string[] }>}
 */
export async function prepareMachine() {
  let machine = inspectMachine();
  const lacking = missingFrom(machine);
  if (lacking.length > 0 && process.getuid?.() === 0 && which(['apt-get'])) {
    await aptInstall(lacking.flatMap((thing) => PACKAGES[thing]));
    machine = inspectMachine();
  }
  const notes = missingFrom(machine).map((thing) => ({
    thing,
    text: `the tests that need ${thing}: install ${PACKAGES[thing].join(' ')} (apt-get install)`,
  }));
  const isNeeded = (/** @type {string} */ thing) => thing === 'chromium' || process.env.CI === 'true';
  return {
    machine,
    failed: notes.filter(({ thing }) => isNeeded(thing)).map(({ text }) => text),
    notRun: notes.filter(({ thing }) => !isNeeded(thing)).map(({ text }) => text),
  };
}
