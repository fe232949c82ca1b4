import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { isDeepStrictEqual, promisify } from 'node:util';
import { buildKillWorker, buildWorker } from '../support/build-worker.js';
import { readDatabase, writeDatabase } from '../support/databases/database.js';
import { configOf, replyTo } from '../support/databases/story.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { until } from '../support/site.js';
import { REGISTER_PATH, startSite, type Site, type WorkerFiles } from '../support/situations/site.js';
import { openTab, type Tab } from '../support/situations/tab.js';
import { REGISTER, untilServed } from '../support/situations/worker-line.js';

interface Remains {
  registrations: number;
  databases: string[];
  caches: string[];
}

const REMAINS = `return {
  registrations: (await navigator.serviceWorker.getRegistrations()).length,
  databases: (await indexedDB.databases()).map(({ name }) => name).sort(),
  caches: (await caches.keys()).sort(),
};`;

/** What other programs of the site have stored, some of them under names that begin alike. */
const OTHERS = { databases: ['sw-isr-app', 'sw-israel'], caches: ['sw-israel', 'workbox-runtime'] };
/** Caches of this worker and of older ones. */
const OWN_CACHES = ['sw-isr-assets', 'sw-isr-assets:gone', 'sw-isr-hot', 'sw-isr-inspector'];

const STORE_OTHERS = `
  for (const name of ${JSON.stringify([...OTHERS.caches, ...OWN_CACHES])})
    await (await caches.open(name)).put('/file', new Response('file'));
  for (const name of ${JSON.stringify(OTHERS.databases)})
    await new Promise((resolve) => (indexedDB.open(name).onsuccess = ({ target }) => resolve(target.result.close())));`;

/** Opens the database, and closes it only when the page is left. */
const HOLD = `
  const open = indexedDB.open('sw-isr');
  globalThis.held = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));`;

/** Puts a database of a version to come in the place of the one that is there. */
const NEWER = `
  await new Promise((resolve, reject) => Object.assign(indexedDB.deleteDatabase('sw-isr'), { onsuccess: resolve, onerror: reject }));
  const open = indexedDB.open('sw-isr', 99);
  open.onupgradeneeded = () => open.result.createObjectStore('of a version to come');
  await new Promise((resolve) => (open.onsuccess = resolve));
  open.result.close();`;

/** Makes the browser look for another worker, and stay on the page meanwhile. */
const LOOK = `
  const [registration] = await navigator.serviceWorker.getRegistrations();
  // Rejects where the browser has looked by itself, and the worker is removed already.
  await registration?.update().catch(() => undefined);`;

/** What a script finds in place of the database in a browser that denies it, and in one where it hangs. */
const DENIED = `Object.defineProperty(self, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });`;
const HANGS = `indexedDB.deleteDatabase = () => ({});`;
const FAULTS = [
  ['is denied', DENIED],
  ['does not answer', HANGS],
] as const;

for (const { name: engineName, launch } of engines)
  describe(`sw-isr build --kill (rule 35), in ${engineName}`, () => {
    let engine: Engine;
    let worker: WorkerFiles;
    let kill: WorkerFiles;
    before(async () => {
      engine = await launch();
      [worker, kill] = await Promise.all([buildWorker(configOf('before')), buildKillWorker()]);
    });
    after(() => engine.close());

    /** A site whose visitor has pages of two deployments, those of a user, assets and a place in a feed. */
    async function visited(
      host: string,
      t: TestContext,
    ): Promise<{ site: Site; tab: Tab; served: WorkerFiles }> {
      const served = { ...worker };
      const site = await startSite(({ path }) => replyTo(path, 'Words of'), {
        host: `${host}.localhost`,
        worker: served,
      });
      t.after(() => site.close());
      const database = readDatabase('version-2', site.url);
      database.tables.state?.rows.push(['feed', { url: '/_isr/feed', offset: '1_2', checkedAt: Date.now() }]);
      await engine.goto(`${site.url}/sw.js`);
      await engine.evaluate(writeDatabase(database) + STORE_OTHERS);
      await engine.goto(site.url + REGISTER_PATH);
      await engine.evaluate(REGISTER);
      const tab = openTab(engine, site.url);
      await tab.go('/news', 'Words of /news');
      await untilServed(tab, `${site.url}/news`);
      return { site, tab, served };
    }

    async function untilRemoved(tab: Tab): Promise<void> {
      const wanted: Remains = { registrations: 0, ...OTHERS };
      let left: Remains | undefined;
      await until('only what others stored is left', async () => {
        left = await tab.run<Remains>(REMAINS).catch(() => undefined);
        return isDeepStrictEqual({ ...left }, wanted);
      }).catch(() => assert.deepEqual({ ...left }, wanted));
    }

    /** The page comes from the network, and nothing is registered or stored again. */
    async function assertIsAway(site: Site, tab: Tab): Promise<void> {
      for (const path of ['/news', '/new']) {
        site.forget();
        assert.equal((await tab.go(path, `Words of ${path}`)).timing, null);
        assert.equal(site.asked(path).length, 1);
      }
      await tab.run(`const { ready } = await import('/sw-isr.js'); await ready;`);
      await untilRemoved(tab);
    }

    it('removes the worker and all that it has stored, and nothing of others', async (t) => {
      const { site, tab, served } = await visited('kill', t);
      Object.assign(served, kill);
      await tab.go('/new', 'Words of /new');
      await untilRemoved(tab);
      await assertIsAway(site, tab);
    });

    it('removes it in a tab that stays open, and gives pages that use the client an inert one', async (t) => {
      const { site, tab, served } = await visited('kill-open', t);
      Object.assign(served, kill);
      await tab.run(LOOK);
      await untilRemoved(tab);
      assert.equal((await tab.run<string>(`return (await fetch('/new')).text()`)).includes('/new'), true);
      await assertIsAway(site, tab);
      const pages = await tab.run<unknown[]>(`const { ready } = await import('/sw-isr.js');
        return [...(await (await ready).pages())];`);
      assert.deepEqual(pages, []);
    });

    it('removes it while a page blocks the database, and the database once that page is left', async (t) => {
      const { site, tab, served } = await visited('kill-blocked', t);
      await tab.run(HOLD);
      Object.assign(served, kill);
      await tab.run(LOOK);
      await until('nothing is registered', async () => (await tab.run<Remains>(REMAINS)).registrations === 0);
      await assertIsAway(site, tab);
    });

    it('removes a database of a version to come', async (t) => {
      const { site, tab, served } = await visited('kill-newer', t);
      await tab.run(NEWER);
      Object.assign(served, kill);
      await tab.go('/new', 'Words of /new');
      await untilRemoved(tab);
      await assertIsAway(site, tab);
    });

    // The same script in each engine: one of them is enough.
    for (const [what, fault] of engineName === 'Chromium' ? FAULTS : [])
      it(`removes the worker where the database ${what}`, async (t) => {
        const { site, tab, served } = await visited(`kill-${what.replaceAll(' ', '-')}`, t);
        Object.assign(served, kill, { '/sw.js': fault + (kill['/sw.js'] ?? '') });
        await tab.run(LOOK);
        await until(
          'nothing is registered',
          async () => (await tab.run<Remains>(REMAINS)).registrations === 0,
        );
        // The page's script has a database that answers.
        await assertIsAway(site, tab);
      });
  });

describe('removing sw-isr as docs/operations.md says', () => {
  it('takes the command of the docs, and writes the two files that it names', async () => {
    const docs = await readFile('docs/operations.md', 'utf8');
    const [, flags = ''] = /^npx sw-isr (build --kill .*)$/m.exec(docs) ?? [];
    const folder = await mkdtemp('.cache/kill-');
    try {
      await promisify(execFile)(process.execPath, [resolve('dist/cli.js'), ...flags.split(' ')], {
        cwd: folder,
      });
      const built = await buildKillWorker();
      for (const name of ['sw.js', 'sw-isr.js'])
        assert.equal(await readFile(join(folder, 'public', name), 'utf8'), built[`/${name}`]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
