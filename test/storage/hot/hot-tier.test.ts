import { expect } from 'chai';
import { searchKeyOf } from '../../../src/core/cache/key.js';
import type { VaryEntry } from '../../../src/core/cache/entry.js';
import type { Store } from '../../../src/storage/store.js';
import { sleep } from '../../../src/storage/sleep.js';
import { bytes, bytesIn, keyOf, NOW, page } from '../fixtures.js';
import { SCOPE, Site } from './fakes.js';

const vary = (key: string, given: Partial<VaryEntry> = {}): VaryEntry => ({
  kind: 'vary',
  key,
  size: 0,
  usedAt: NOW,
  priority: 0,
  names: [],
  ...given,
});

const put = (site: Site, path: string, given: Parameters<typeof page>[1] = {}): Promise<unknown> => {
  const entry = page(path, { scope: SCOPE, ...given });
  return site.database.put(entry, bytes(entry.size));
};

describe('the hot tier', () => {
  it('knows nothing at first', async () => {
    const { tier } = new Site().start();
    expect(await tier.facts()).to.equal(undefined);
    expect(await tier.read(keyOf('/'))).to.equal(undefined);
  });

  it('answers a page as the database does, and knows a miss', async () => {
    const site = new Site();
    await site.database.setState('settings', { deployments: ['d'], user: 'ada' });
    await site.database.invalidate(['/other'], 'soft');
    const { fence } = await site.database.get('');
    await put(site, '/', { fence, expire: Infinity, headers: [['etag', '"é"']], title: 'null' });
    await site.fill();
    const { tier } = site.start();
    const [copy, original] = [await tier.read(keyOf('/')), await site.database.get(keyOf('/'))];
    expect(copy && { ...copy, body: await bytesIn(copy) }).to.deep.equal({
      ...original,
      body: await bytesIn(original),
    });
    expect(await tier.read(keyOf('/miss'))).to.deep.equal({
      fence: (await site.database.get(keyOf('/miss'))).fence,
    });
    expect((await tier.facts())?.settings).to.deep.equal({ deployments: ['d'], user: 'ada' });
  });

  it('leaves to the database an invalidated page, and one whose body is of another size', async () => {
    const site = new Site();
    await put(site, '/old');
    await site.database.put(page('/damaged', { scope: SCOPE, size: 5 }), bytes(4));
    await site.database.invalidate(['/old'], 'soft');
    await site.fill();
    const { tier } = site.start();
    expect(await tier.read(keyOf('/old'))).to.equal(undefined);
    expect(await tier.read(keyOf('/damaged'))).to.equal(undefined);
  });

  it('has the markers on the way to a page', async () => {
    const site = new Site();
    const variant = `${keyOf('/?a')}\naccept=x`;
    await put(site, '/?a', { key: variant });
    await site.database.put(vary(keyOf('/?a'), { names: ['accept'] }));
    await site.database.put(vary(searchKeyOf(SCOPE, 'https://shop.test/?a')));
    await site.fill();
    const { tier } = site.start();
    for (const key of [variant, keyOf('/?a'), searchKeyOf(SCOPE, 'https://shop.test/?a')])
      expect((await tier.read(key))?.entry?.key, key).to.equal(key);
  });

  it('holds 20 pages at most, those used last, but start pages first', async () => {
    const site = new Site();
    for (let at = 0; at < 30; at++) await put(site, `/${String(at)}`, { usedAt: NOW + at });
    const first = site.start();
    first.tier.noteStart(keyOf('/3'));
    await first.tier.facts();
    await first.store.record({ used: new Map(), counts: {} });
    await first.tier.refilled();
    const { tier } = site.start();
    const has = async (path: string): Promise<boolean> => !!(await tier.read(keyOf(path)));
    expect([await has('/3'), await has('/29'), await has('/11'), await has('/10')]).to.deep.equal([
      ...[true, true, true, false],
    ]);
    expect((await tier.facts())?.starts).to.deep.equal([keyOf('/3')]);
  });

  it('holds 2 MB at most, and no page above 500 kB', async () => {
    const site = new Site();
    await put(site, '/huge', { size: 500_001, usedAt: NOW + 9 });
    for (let at = 0; at < 5; at++) await put(site, `/${String(at)}`, { size: 450_000, usedAt: NOW + at });
    await site.fill();
    const { tier } = site.start();
    const found = ['/huge', '/0', '/1', '/2', '/3', '/4'].map(
      async (path) => !!(await tier.read(keyOf(path))),
    );
    expect(await Promise.all(found)).to.deep.equal([false, false, true, true, true, true]);
  });

  it('has no copy of a page that no visitor has used', async () => {
    const site = new Site();
    await put(site, '/warmed', { usedAt: 1 });
    await site.fill();
    expect(await site.start().tier.read(keyOf('/warmed'))).to.equal(undefined);
  });

  it('does not take a hit for a miss above 2000 keys', async () => {
    const site = new Site();
    for (let at = 0; at < 2001; at++) await put(site, `/${String(at)}`, { size: 0, usedAt: at && 1 });
    await site.fill();
    const { tier } = site.start();
    expect((await tier.facts())?.stored).to.equal(undefined);
    expect(await tier.facts()).to.be.an('object');
    expect(await tier.read(keyOf('/miss'))).to.equal(undefined);
  });

  it('costs no operation a page while many pages are written', async () => {
    const site = new Site();
    await put(site, '/');
    await site.fill();
    const { store } = site.start();
    site.caches.operations.length = 0;
    for (let at = 0; at < 100; at++) await store.put(page(`/${String(at)}`, { scope: SCOPE }), bytes(100));
    expect(site.caches.operations.filter((name) => name === 'delete')).to.have.length(1);
    expect(site.caches.operations.length).to.be.below(20);
  });

  it('says of a page that is newer than the last mark what the database says: its own number', async () => {
    const site = new Site();
    await put(site, '/', { fence: 7 });
    await site.fill();
    const { fence } = await site.database.get(keyOf('/'));
    expect((await site.start().tier.read(keyOf('/')))?.fence).to.equal(fence);
  });

  for (const [what, change] of Object.entries<(store: Store) => Promise<unknown>>({
    'other settings': (store) => store.setState('settings', { deployments: ['d'], user: 'bob' }),
    'another mark': (store) => store.invalidate(['/'], 'hard'),
  }))
    it(`deletes itself where the database has ${what}, from a version without it`, async () => {
      const site = new Site();
      await put(site, '/');
      await site.fill();
      await change(site.database);
      const { tier } = site.start();
      await tier.facts();
      tier.over(site.database);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(site.caches.urls).to.deep.equal([]);
    });

  it('stays where the database has the same', async () => {
    const site = new Site();
    await put(site, '/');
    await site.database.setState('settings', { deployments: ['d'], user: 'ada' });
    await site.fill();
    const { tier } = site.start();
    await tier.facts();
    tier.over(site.database);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(site.caches.urls).to.have.length(2);
  });

  it('stays where this worker has changed the database, and opens it again', async () => {
    const site = new Site();
    await put(site, '/');
    await site.fill();
    const { tier, store } = site.start();
    await tier.facts();
    await store.setState('settings', { deployments: ['e'] });
    await tier.refilled();
    tier.over(site.database);
    await sleep(20);
    expect((await site.start().tier.facts())?.settings).to.deep.equal({ deployments: ['e'] });
  });

  it('copies again only what has changed', async () => {
    const site = new Site();
    for (const path of ['/a', '/b', '/c']) await put(site, path);
    await site.fill();
    const { tier, store } = site.start();
    site.caches.operations.length = 0;
    await store.put(page('/b', { scope: SCOPE, hash: 'new' }), bytes(100));
    await tier.refilled();
    // The page and the facts.
    expect(site.caches.operations.filter((name) => name === 'put')).to.have.length(2);
    expect((await site.start().tier.read(keyOf('/b')))?.entry).to.include({ hash: 'new' });
  });

  for (const [what, remove] of Object.entries<(store: Store) => Promise<unknown>>({
    'one page': (store) => store.delete(keyOf('/')),
    'a user’s pages': (store) => store.deletePrefix(SCOPE),
    'all pages': (store) => store.clear(),
  }))
    it(`keeps no copy on the disk after the deletion of ${what}`, async () => {
      const site = new Site();
      await put(site, '/');
      await site.fill();
      const { store } = site.start();
      await remove(store);
      expect(site.caches.urls).to.deep.equal([]);
    });

  it('copies a page again that was used after so many others that its copy was deleted', async () => {
    const site = new Site();
    const paths = Array.from({ length: 21 }, (_, at) => `/${String(at)}`);
    for (const path of paths) await put(site, path);
    const { tier, store } = site.start();
    let at = NOW;
    const use = async (path: string): Promise<void> => {
      await store.record({ used: new Map([[keyOf(path), (at += 1)]]), counts: {} });
      await tier.refilled();
    };
    for (const path of paths) await use(path);
    expect(await site.start().tier.read(keyOf('/0'))).to.equal(undefined);
    await use('/0');
    expect((await site.start().tier.read(keyOf('/0')))?.entry?.key).to.equal(keyOf('/0'));
  });

  it('is not filled while a visitor reads one page after the other, but then', async () => {
    const site = new Site();
    const paths = Array.from({ length: 40 }, (_, at) => `/${String(at)}`);
    for (const path of paths) await put(site, path);
    await site.fill();
    const { tier, store } = site.start();
    await tier.facts();
    site.caches.operations.length = 0;
    const use = (path: string, at: number): Promise<void> =>
      store.record({ used: new Map([[keyOf(path), NOW + at]]), counts: {} });
    for (const [at, path] of paths.entries()) {
      await use(path, at);
      await sleep(0);
    }
    expect(site.caches.operations).to.not.include('put');
    await tier.refilled();
    expect(site.caches.operations).to.include('put');
    expect((await site.start().tier.read(keyOf('/39')))?.entry?.key).to.equal(keyOf('/39'));
  });

  it('is not filled again for a page that is too large', async () => {
    const site = new Site();
    await put(site, '/huge', { size: 500_001 });
    const { tier, store } = site.start();
    for (const uses of [1, 2]) {
      site.caches.operations.length = 0;
      await store.record({ used: new Map([[keyOf('/huge'), NOW + uses]]), counts: {} });
      await tier.refilled();
      expect(site.caches.operations.length > 0, `use ${String(uses)}`).to.equal(uses === 1);
    }
  });

  it('does not ask Cache Storage on hits that it has answered', async () => {
    const site = new Site();
    await put(site, '/');
    await site.fill();
    const { tier, store } = site.start();
    tier.noteStart(keyOf('/'));
    await tier.read(keyOf('/'));
    await store.record({ used: new Map([[keyOf('/'), NOW]]), counts: {} });
    await tier.refilled();
    site.caches.operations.length = 0;
    await store.record({ used: new Map([[keyOf('/'), NOW]]), counts: {} });
    await tier.refilled();
    expect(site.caches.operations).to.deep.equal([]);
  });
});
