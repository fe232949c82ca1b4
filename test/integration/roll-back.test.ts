import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildWorker } from '../support/build-worker.js';
import { DATABASES, READ_DATABASE, readScripts, type Database } from '../support/databases/database.js';
import { assertTotals, rowsOf, settingsIn } from '../support/databases/rows.js';
import { configOf, FIRST_PAGE, replyTo } from '../support/databases/story.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { until } from '../support/site.js';
import { REGISTER_PATH, startSite, type Site, type WorkerFiles } from '../support/situations/site.js';
import { openTab, type Tab } from '../support/situations/tab.js';
import { REGISTER, untilServed } from '../support/situations/worker-line.js';

/** Looks for another worker, and waits until it has taken over. */
const UPDATE = `
  const registration = await navigator.serviceWorker.ready;
  const before = registration.active;
  const deadline = performance.now() + 30_000;
  for (let looks = 0; ;) {
    const { installing, waiting, active } = registration;
    const isSettled = active.state === 'activated' && !installing && !waiting;
    // A look of the browser's own may have found the other one already: then three looks find nothing.
    if (isSettled && (active !== before || looks === 3)) return;
    if (performance.now() > deadline) {
      const states = [installing, waiting, active].map((worker) => worker?.state ?? 'none');
      throw new Error('no other worker has taken over after ' + looks + ' looks: ' + states.join(', '));
    }
    // Not once for all: a look that had begun before would stand in for this one.
    if (isSettled) {
      await registration.update();
      looks += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }`;

/** The earlier versions whose worker is served again. One is enough where only the engine is another. */
const versionsFor = (engine: Engine['name']): string[] =>
  engine === 'Chromium'
    ? Object.keys(DATABASES).filter((name) => name !== 'version-2-generations')
    : ['version-1'];

/** Brings the database to a version to come. @param work what that version changes, with `db` for the database */
const upgradeTo = (version: number, work: string): string => `
  const open = indexedDB.open('sw-isr', ${version});
  open.onupgradeneeded = () => { const db = open.result; ${work} };
  await new Promise((resolve, reject) => Object.assign(open, { onsuccess: resolve, onerror: reject }));
  open.result.close();`;

for (const { name: engineName, launch } of engines)
  describe(`a worker that is rolled back, in ${engineName}`, () => {
    let engine: Engine;
    let today: Record<string, string>;
    before(async () => {
      engine = await launch();
      today = await buildWorker(configOf('after'));
    });
    after(() => engine.close());

    for (const version of versionsFor(engineName))
      describe(`to ${version}`, () => {
        const served: WorkerFiles = {};
        let words = 'Words of';
        let site: Site;
        let tab: Tab;
        const read = () => tab.run<Database>(READ_DATABASE);
        const ship = async (scripts: Record<string, string>) => {
          Object.assign(served, scripts);
          await tab.run(UPDATE);
        };

        before(async () => {
          Object.assign(served, today);
          const reply = ({ path }: { path: string }) => replyTo(path, words);
          site = await startSite(reply, { host: `back-to-${version}.localhost`, worker: served });
          tab = openTab(engine, site.url);
          await engine.goto(site.url + REGISTER_PATH);
          await engine.evaluate(REGISTER);
          for (const path of ['/news', '/new']) {
            await tab.go(path, `Words of ${path}`);
            await untilServed(tab, site.url + path);
          }
        });
        after(() => site.close());

        it('shows the pages that the server has now, while a tab stays open, and no error page offline', async (t) => {
          await ship(readScripts(version));
          words = 'Newer words of';
          // The second of them leads from one page to the other: the first was loaded with the worker that has gone.
          for (const path of ['/news', '/new', FIRST_PAGE]) await tab.go(path, `Newer words of ${path}`);
          await site.unplug();
          t.after(() => site.plug());
          await tab.go(FIRST_PAGE, 'words of /first');
          await tab.go('/never-seen', 'ffline');
        });

        it('leaves the pages to the newer worker, which finds them when it is served again', async () => {
          await ship(today);
          const { text, timing } = await tab.go('/news', 'ords of /news');
          assert.ok(['fresh', 'revalidated'].includes(timing ?? ''), `${timing}: ${text}`);
          await untilServed(tab, `${site.url}/news`);
          assert.equal((await tab.go('/news', 'ords of /news')).timing, 'fresh');
          await tab.go('/later', 'Newer words of /later');
          await untilServed(tab, `${site.url}/later`);
          await until('the page is in the database', async () =>
            rowsOf(await read(), 'entries').some(([key]) => key.endsWith('/later')),
          );
          const database = await read();
          assertTotals(database);
          assert.equal(settingsIn(database).deployment, 'after');
          const keys = rowsOf(database, 'entries').map(([key]) => key);
          for (const path of ['/news', '/new'])
            assert.ok(keys.includes(`after\n\n${site.url}${path}`), `${path} is not there any more`);
        });
      });

    describe('from a version to come', () => {
      let site: Site;
      let tab: Tab;
      const read = () => tab.run<Database>(READ_DATABASE);
      before(async () => {
        const reply = ({ path }: { path: string }) => replyTo(path, 'Words of');
        site = await startSite(reply, { host: 'back-to-today.localhost', worker: today });
        tab = openTab(engine, site.url);
        await engine.goto(site.url + REGISTER_PATH);
        await engine.evaluate(REGISTER);
        await tab.go('/news', 'Words of /news');
        await untilServed(tab, `${site.url}/news`);
      });
      after(() => site.close());

      it('uses its database as it is, where that has the same tables', async () => {
        await tab.run(upgradeTo(98, `db.createObjectStore('of 98').put('a row', 'a key');`));
        assert.equal((await tab.go('/news', 'Words of /news')).timing, 'fresh');
        await tab.go('/later', 'Words of /later');
        await untilServed(tab, `${site.url}/later`);
        const database = await read();
        assert.equal(database.version, 98);
        assert.deepEqual(rowsOf(database, 'of 98'), [['a key', 'a row']]);
        assert.ok(rowsOf(database, 'entries').some(([key]) => key.endsWith('/later')));
      });

      it('leaves it alone where that has other tables, and keeps pages in memory', async () => {
        await tab.run(upgradeTo(99, `db.deleteObjectStore('bodies');`));
        const left = await read();
        for (const path of ['/news', '/new']) {
          await tab.go(path, `Words of ${path}`);
          await untilServed(tab, site.url + path);
          assert.equal((await tab.go(path, `Words of ${path}`)).timing, 'fresh');
        }
        assert.deepEqual(await read(), left);
      });
    });
  });
