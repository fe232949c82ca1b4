import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { buildWorker, configSource } from '../support/build-worker.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { page } from '../support/situations/app.js';
import { REGISTER_PATH, startSite, type Site } from '../support/situations/site.js';
import { openTab, type Tab } from '../support/situations/tab.js';
import { REGISTER, untilServed } from '../support/situations/worker-line.js';

/** Databases as earlier versions left them, each made by a visit to a site in Chromium. */
const DATABASES = ['2026-11-27'];
/** The site of the databases, and the moment when they were made. */
const SITE = 'http://site.invalid';
const MADE_AT = Date.parse('2026-11-27T06:34:00Z');

/** The database as rows, of this site and of this moment: its pages would be too old otherwise. */
function readDatabase(name: string, site: Site): string {
  const text = readFileSync(`test/support/databases/${name}.json`, 'utf8').replaceAll(SITE, site.url);
  const late = Date.now() - MADE_AT;
  const moved = (value: unknown): unknown =>
    typeof value === 'number' && Math.abs(value) > 1e12 ? value + Math.sign(value) * late : value;
  return JSON.stringify(JSON.parse(text, (_key, value: unknown) => moved(value)));
}

/** Writes the rows, in tables as version 2 of the database had them. */
const writeDatabase = (rows: string): string => `
  const { version, ...tables } = ${rows};
  const open = indexedDB.open('sw-isr', version);
  open.onupgradeneeded = () => {
    const entries = open.result.createObjectStore('entries');
    entries.createIndex('eviction', ['priority', 'usedAt']);
    entries.createIndex('recent', ['scope', 'rank', 'key']);
    for (const name of ['bodies', 'state', 'marks']) open.result.createObjectStore(name);
  };
  await new Promise((resolve, reject) => Object.assign(open, { onsuccess: resolve, onerror: reject }));
  const transaction = open.result.transaction(Object.keys(tables), 'readwrite');
  for (const [name, rows] of Object.entries(tables))
    for (const [key, row] of rows)
      transaction.objectStore(name).put(name === 'bodies' ? new TextEncoder().encode(row.text).buffer : row, key);
  await new Promise((resolve, reject) => Object.assign(transaction, { oncomplete: resolve, onabort: reject }));
  open.result.close();
  document.cookie = 'session=1; path=/';`;

for (const { name: engineName, launch } of engines)
  for (const database of DATABASES)
    describe(`a database of ${database}, in ${engineName}`, () => {
      let engine: Engine;
      let site: Site;
      let tab: Tab;
      before(async () => {
        engine = await launch();
        const worker = await buildWorker(
          configSource(`deployment: 'before', assets: false, routes: [{ match: '/*', revalidate: '1h' }]`),
        );
        site = await startSite(() => page('<p>New words</p>'), { host: 'old-database.localhost', worker });
        tab = openTab(engine, site.url);
        // A page would load the client, which registers the worker: it would write to the database at the same time.
        await engine.goto(`${site.url}/sw.js`);
        await engine.evaluate(writeDatabase(readDatabase(database, site)));
        await engine.goto(site.url + REGISTER_PATH);
        await engine.evaluate(REGISTER);
        // While a page is being compared, others are checked with the server first.
        await untilServed(tab, site.url + REGISTER_PATH);
      });
      after(async () => {
        await engine.close();
        await site.close();
      });

      it('has hits online, of which the server hears nothing', async () => {
        site.forget();
        assert.equal((await tab.go('/news', 'Words of /news')).timing, 'fresh');
        assert.equal((await tab.go('/search?q=1&utm_source=mail', 'Words of /search')).timing, 'fresh');
        assert.deepEqual(site.asked('/news'), []);
      });

      it('has each page offline, and none that was somebody’s', async () => {
        await site.unplug();
        // The variant was stored for a request without Accept-Language: only Chromium hides it from workers.
        const variants = engineName === 'Chromium' ? ['/language'] : [];
        for (const path of ['/', '/news', '/new', '/search?q=1', ...variants])
          await tab.go(path, `Words of ${path.replace(/\?.*/s, '')}`);
        await tab.go('/mine', 'is not saved on this device');
        await site.plug();
      });
    });
