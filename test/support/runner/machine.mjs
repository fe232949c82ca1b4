/** What the machine has for the tests: browsers, a display, and a large site that nobody here wrote. */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.mjs';

/**
 * @typedef {object} Machine
 * @property {string} [chromium]
 * @property {string} [headlessShell] the same engine without a window or an interface: a third less work for a test
 * @property {string} [firefox]
 * @property {string} [firefoxProfile] a folder that new profiles are copied from
 * @property {{ driver: string, browser: string, display: string }} [webkit]
 * @property {string} [docs] a folder of HTML
 * @property {string} [redis] its server
 */

/** The Debian package of each thing. */
const PACKAGES = {
  chromium: ['chromium'],
  headlessShell: ['chromium-headless-shell'],
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
      process.env.CHROME_PATH ||
      which(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']),
    headlessShell: process.env.CHROME_PATH ? undefined : which(['chromium-headless-shell']),
    firefox: process.env.FIREFOX_PATH ?? which(['firefox-esr', 'firefox']),
    webkit: driver && browser && display ? { driver, browser, display } : undefined,
    docs: existsSync(docs) ? docs : undefined,
    redis: which(['redis-server']),
  };
}

/** The machine, with the shell for Chromium where there is one. @param {Machine} machine @returns {Machine} */
export const withShell = (machine) => ({ ...machine, chromium: machine.headlessShell ?? machine.chromium });

/** What tests do without. @type {(keyof typeof PACKAGES)[]} */
const OPTIONAL = ['headlessShell'];

/** @param {Machine} machine @returns {(keyof typeof PACKAGES)[]} */
function missingFrom(machine) {
  return /** @type {(keyof typeof PACKAGES)[]} */ (Object.keys(PACKAGES)).filter((thing) => !machine[thing]);
}

/** @param {string[]} packages */
async function aptInstall(packages) {
  if (packages.length === 0) return;
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
    const packagesOf = (/** @type {typeof lacking} */ things) => things.flatMap((thing) => PACKAGES[thing]);
    const isOptional = (/** @type {keyof typeof PACKAGES} */ thing) => OPTIONAL.includes(thing);
    // Apart, as apt installs nothing where it misses one of the packages.
    await aptInstall(packagesOf(lacking.filter((thing) => !isOptional(thing))));
    await aptInstall(packagesOf(lacking.filter(isOptional)));
    machine = inspectMachine();
  }
  const missing = missingFrom(machine).filter((thing) => !OPTIONAL.includes(thing));
  const notes = missing.map((thing) => ({
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
