import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildWorker } from '../support/build-worker.js';
import {
  DATABASES,
  READ_DATABASE,
  readDatabase,
  writeDatabase,
  type Database,
} from '../support/databases/database.js';
import { configOf, FIRST_PAGE, PAGES, replyTo, USER_PAGE } from '../support/databases/story.js';
import { assertTotals, rowsOf, settingsIn, type Name } from '../support/databases/rows.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { REGISTER_PATH, startSite, type Site } from '../support/situations/site.js';
import { openTab, type Tab } from '../support/situations/tab.js';
import { command, REGISTER, untilServed } from '../support/situations/worker-line.js';
import { until } from '../support/site.js';

/** Engines differ in how they open and upgrade a database, and not in what is in its rows. */
const namesFor = (engine: Engine['name']): Name[] =>
  (Object.keys(DATABASES) as Name[]).filter(
    (name) => engine === 'Chromium' || name.startsWith('version-1') || name === 'version-2-generations',
  );

for (const { name: engineName, launch } of engines)
  describe(`databases of earlier versions, in ${engineName}`, () => {
    let engine: Engine;
    let worker: Record<string, string>;
    before(async () => {
      engine = await launch();
      worker = await buildWorker(configOf('before'));
    });
    after(() => engine.close());

    for (const name of namesFor(engineName))
      describe(`${name}: ${DATABASES[name]}`, () => {
        let site: Site;
        let tab: Tab;
        let given: Database;
        const keys = () => rowsOf(given, 'entries').map(([key]) => key);
        const isStored = (path: string) => keys().some((key) => key.endsWith(`\n${site.url}${path}`));
        const read = () => tab.run<Database>(READ_DATABASE);

        before(async () => {
          const reply = (pathname: string) => ({ ...replyTo(pathname, 'New words of') });
          site = await startSite(({ path }) => reply(path), { host: `${name}.localhost`, worker });
          tab = openTab(engine, site.url);
          given = readDatabase(name, site.url);
          // A page would load the client, which registers the worker: it would write to the database at the same time.
          await engine.goto(`${site.url}/sw.js`);
          await engine.evaluate(writeDatabase(given));
          // The visitor of that database had a cookie. Another one would be another visitor.
          if (settingsIn(given).cookies) await engine.evaluate(`document.cookie = 'session=1; path=/'`);
          await engine.goto(site.url + REGISTER_PATH);
          await engine.evaluate(REGISTER);
          // While a page is being compared, others are checked with the server first.
          await untilServed(tab, site.url + REGISTER_PATH);
        });
        after(() => site.close());

        it('shows each stored page offline, that of the user and of the deployment before too', async (t) => {
          await site.unplug();
          t.after(() => site.plug());
          // The variant was stored for a request without Accept-Language: only Chromium hides it from workers.
          const paths = PAGES.filter((path) => path !== '/language' || engineName === 'Chromium');
          for (const path of paths) await tab.go(path, `Words of ${path.replace(/\?.*/s, '')}`);
          for (const path of [USER_PAGE, FIRST_PAGE].filter(isStored)) await tab.go(path, `Words of ${path}`);
          await tab.go('/old', 'Words of /new');
          // The offline page.
          await tab.go('/mine', 'New words of /offline');
        });

        it('has hits online; pages that were never verified are requested first, and are hits then', async () => {
          site.forget();
          const isVerified = rowsOf(given, 'entries').some(([, row]) => 'generation' in row);
          const { text, timing } = await tab.go('/news', 'ords of /news');
          if (isVerified) {
            assert.deepEqual([text, timing], ['Words of /news', 'fresh']);
            assert.deepEqual(site.asked('/news'), []);
            return;
          }
          assert.equal(text, 'New words of /news');
          await untilServed(tab, `${site.url}/news`);
          assert.equal((await tab.go('/news', 'New words of /news')).timing, 'fresh');
        });

        it('deletes the cache of assets that older versions had', async () => {
          await until('it is gone', async () => !(await read()).caches['sw-isr-assets']);
        });

        it('stores more pages, lists them all, keeps the settings, and its totals are true sums', async () => {
          await tab.go('/later', 'New words of /later');
          await untilServed(tab, `${site.url}/later`);
          const { pages } = await command(tab, 'pages', { limit: 100 });
          const listed = pages.map(({ url }) => url);
          for (const path of [...PAGES, '/later'])
            assert.ok(listed.includes(site.url + path), `${path} is not listed`);

          await until('the page is in the database', async () =>
            rowsOf(await read(), 'entries').some(([key]) => key.endsWith('/later')),
          );
          const now = await read();
          assertTotals(now);
          const [old, kept] = [settingsIn(given), settingsIn(now)];
          assert.deepEqual([kept.user, kept.deployment], [old.user, 'before']);
          assert.deepEqual(new Set(kept.deployments), new Set(old.deployments));
        });
      });
  });
