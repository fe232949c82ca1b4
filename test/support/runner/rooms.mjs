/**
 * Where each test file runs. This is the only table: a folder that is moved or new is entered here.
 *
 * A file that imports `node:test` runs in Node: whole browsers are driven from `integration`, the others need none.
 * Every other file is written for Mocha and chai. It runs in Node, and in the engines of its folder as well.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {'chromium' | 'firefox' | 'webkit'} EngineName */

/** @type {EngineName[]} */
const EVERY_ENGINE = ['chromium', 'firefox', 'webkit'];
/** @type {EngineName[]} */
const ONE_ENGINE = ['chromium'];

/**
 * The engines of each folder of Mocha tests. What computes with texts and numbers does so alike in each engine; what
 * uses requests, responses, streams or databases is tested in every one. The server, the properties and the hot tier
 * with its simulated Cache Storage run in Node alone. A folder that is not named is tested in every one too.
 * @type {Record<string, EngineName[]>}
 */
const ENGINES = {
  core: ONE_ENGINE,
  shared: ONE_ENGINE,
  config: ONE_ENGINE,
  inspector: ONE_ENGINE,
  server: [],
  properties: [],
  'storage/hot': [],
};

/** The Mocha tests that Node cannot run, by the end of their path, with what they need. They run in every engine. */
const NEEDS_BROWSER = {
  document: [
    'core/http/html.test.ts',
    'client/runtime/address.test.ts',
    'client/features/load-stored-page.test.ts',
    'client/features/wake-worker.test.ts',
    'elements/isr-update.test.ts',
    'elements/swap/morph.test.ts',
    'inspector/isr-inspector.test.ts',
    'worker/offline/templates.test.ts',
  ],
  IndexedDB: [
    'client/features/keep-database-open.test.ts',
    'storage/layers/resilient-indexed-db.test.ts',
    'storage/tables/indexed-db-cost.test.ts',
    'storage/tables/indexed-db.test.ts',
    'storage/layers/cached-store.test.ts',
    'storage/settings-channel.test.ts',
    'storage/stores.test.ts',
    'worker/runtime/context.test.ts',
    'worker/deployments/deployments-cost.test.ts',
  ],
  "a browser's streams": ['worker/deployments/deployments.test.ts', 'worker/origin-mode/deployments.test.ts'],
};

/** The tests in Node that use what `npm run build` makes, build many workers themselves, or wait long, by the end of their path. */
const BUILDS = [
  'build/build.test.ts',
  'build/cli.test.ts',
  'build/doctor/asking.test.ts',
  'build/doctor/cli.test.ts',
  'build/inspector.test.ts',
  'build/pack.test.ts',
  'build/package.test.ts',
  'build/serve/serve.test.ts',
  'build/serve/serve-watch.test.ts',
  'build/start.test.ts',
  'build/tree-shaking.test.ts',
  'build/watch.test.ts',
  'demo/reactions/site.test.ts',
  'demo/shop.test.ts',
  'plugin/bundlers.test.ts',
  'server/conformance/conformance.test.ts',
  'server/instances.test.ts',
  'server/logs/sqlite-trouble.test.ts',
  'docs/code.test.ts',
  'docs/configs.test.ts',
];

/**
 * The integration tests that need the whole Chromium, by the end of their path, with what its headless shell lacks. All
 * others run in the shell, where the machine has it: the same engine and network, with a third less work.
 */
const NEEDS_WHOLE_CHROMIUM = {
  'the back/forward cache': ['integration/history.test.ts', 'integration/origin-mode.test.ts'],
  'error pages of its own': ['integration/situations/not-pages.test.ts'],
  notifications: ['integration/notifications.test.ts'],
  'prerendered pages that take the place of another': ['integration/speculate.test.ts'],
  'what visitors have': ['integration/engines.test.ts'],
};

/** Folders of `test/` with programs of their own. */
const NO_TESTS = ['support', 'sites'];

/**
 * What a file of tests is: `unit` runs in Node, `built` in Node too, once the package is built, `integration` drives
 * browsers. `engines` names the browsers that it runs in as well; `isForShell` says that Chromium's headless shell will do;
 * `hasPage` that it changes the page that it runs in, which it therefore has for itself.
 * @typedef {{ path: string, kind: 'unit' | 'built' | 'integration' | 'browser', isMocha: boolean, engines: EngineName[], isForShell?: boolean, hasPage?: boolean }} TestFile
 */

/** @param {string} path @param {string[]} ends */
const endsAs = (path, ends) => ends.some((end) => path.endsWith(`/${end}`));

/** @param {string} path @returns {TestFile} */
function placeOf(path) {
  const room = path.split('/')[1] ?? '';
  const isMocha = !/from 'node:test'|side-by-side/.test(readFileSync(path, 'utf8'));
  if (room === 'integration') {
    const isForShell = !endsAs(path, Object.values(NEEDS_WHOLE_CHROMIUM).flat());
    return { path, kind: 'integration', isMocha: false, engines: [], isForShell };
  }
  if (!isMocha) return { path, kind: endsAs(path, BUILDS) ? 'built' : 'unit', isMocha, engines: [] };
  if (endsAs(path, Object.values(NEEDS_BROWSER).flat())) {
    const hasPage = endsAs(path, NEEDS_BROWSER.document);
    return { path, kind: 'browser', isMocha, engines: EVERY_ENGINE, hasPage };
  }
  const engines = ENGINES[path.split('/').slice(1, -1).join('/')] ?? ENGINES[room] ?? EVERY_ENGINE;
  return { path, kind: 'unit', isMocha, engines };
}

/** A name in a table above that no file bears any more has been forgotten in a move. @param {string[]} paths */
function assertNamesExist(paths) {
  const tables = [NEEDS_BROWSER, NEEDS_WHOLE_CHROMIUM];
  const named = [...tables.flatMap((table) => Object.values(table).flat()), ...BUILDS];
  const forgotten = named.filter((end) => !paths.some((path) => path.endsWith(`/${end}`)));
  if (forgotten.length > 0)
    throw new Error(
      `Failed to find "${forgotten.join(', ')}": no test file is named so. Enter the new name in test/support/runner/rooms.mjs.`,
    );
}

/** Every test file. @returns {TestFile[]} */
export function findTests() {
  const names = /** @type {string[]} */ (readdirSync('test', { recursive: true }));
  const paths = names
    .filter((name) => name.endsWith('.test.ts') && !NO_TESTS.includes(name.split('/')[0] ?? ''))
    .map((name) => join('test', name))
    .sort();
  assertNamesExist(paths);
  return paths.map(placeOf);
}

/**
 * Some of the files. With a grep that is in no path, all files are kept, and the tests of that name are meant.
 * @param {TestFile[]} files @param {string} [grep]
 * @returns {{ files: TestFile[], name?: string }}
 */
export function select(files, grep) {
  if (!grep) return { files };
  const byPath = files.filter(({ path }) => path.includes(grep));
  return byPath.length > 0 ? { files: byPath } : { files, name: grep };
}
