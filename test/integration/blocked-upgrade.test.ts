import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`assets: false, routes: [{ match: '/a/*', revalidate: '1h' }]`);
const CC = { 'Cache-Control': 'max-age=3600' };

interface Held {
  db?: IDBDatabase;
  state?: 'blocked' | 'upgraded';
}

describe('rule 33: a newer worker waits for the database, because a page holds an old connection', () => {
  it('the old worker serves pages from memory and from the network meanwhile, and stores again after that', async () => {
    for (const name of ['kept', 'other', 'later'])
      site.origin.page(`/a/${name}`, { body: html(name), headers: CC });
    await site.store('/a/kept');
    const holder = await site.open('/blank');
    await holder.evaluate(async () => {
      const open = indexedDB.open('sw-isr');
      await new Promise((resolve) => (open.onsuccess = resolve));
      // It does not close when it should, as a page of another library, or one that is frozen.
      (globalThis as Held).db = open.result;
      const newer = indexedDB.open('sw-isr', 99);
      newer.onblocked = () => ((globalThis as Held).state = 'blocked');
      newer.onsuccess = () => {
        newer.result.close();
        (globalThis as Held).state = 'upgraded';
      };
    });
    const state = (): Promise<string | undefined> => holder.evaluate(() => (globalThis as Held).state);
    await until('the newer one is blocked', async () => (await state()) === 'blocked');

    for (let visits = 0; visits < 3; visits++) {
      const kept = await site.visit('/a/kept');
      assert.deepEqual([kept.status, kept.body, kept.cacheStatus?.hit], [200, html('kept'), true]);
    }
    const other = await site.visit('/a/other');
    assert.deepEqual([other.status, other.body], [200, html('other')]);
    assert.equal(await state(), 'blocked');

    await holder.evaluate(() => (globalThis as Held).db?.close());
    await until('the newer one has upgraded', async () => (await state()) === 'upgraded');
    assert.equal((await site.store('/a/later')).body, html('later'));
    site.origin.forget();
    assert.equal((await site.visit('/a/kept')).cacheStatus?.hit, true);
    await holder.close();
  });

  it('a worker that starts meanwhile answers from the network, and stores again after that', async () => {
    const holder = await site.open('/blank');
    await holder.evaluate(async () => {
      const open = indexedDB.open('sw-isr');
      await new Promise((resolve) => (open.onsuccess = resolve));
      (globalThis as Held).db = open.result;
      const newer = indexedDB.open('sw-isr', 100);
      newer.onblocked = () => ((globalThis as Held).state = 'blocked');
      newer.onsuccess = () => newer.result.close();
    });
    await until('the newer one is blocked', async () =>
      holder.evaluate(() => (globalThis as Held).state === 'blocked'),
    );
    await site.chromium.stopWorkers();
    site.origin.page('/a/started', { body: html('started'), headers: CC });
    for (let visits = 0; visits < 3; visits++) {
      const { status, body } = await site.visit('/a/started');
      assert.deepEqual([status, body], [200, html('started')]);
    }
    await holder.evaluate(() => (globalThis as Held).db?.close());
    assert.equal((await site.store('/a/started')).body, html('started'));
    await holder.close();
  });
});
