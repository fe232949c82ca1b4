/** What every store promises. Each suite gets the store of the running test. */
import { expect } from 'chai';
import type { Counts } from '../../src/shared/messages.js';
import type { Store } from '../../src/storage/store.js';
import { bytes, bytesIn, keyOf, left, marker, NOW, page, putAll, sizeIn, totalsOf } from './fixtures.js';

const counts = (given: Partial<Counts>): Counts => ({
  hits: 0,
  stale: 0,
  misses: 0,
  regenerations: 0,
  failures: 0,
  ...given,
});

export function keepsPages(store: () => Store): void {
  it('has nothing at first', async () => {
    expect((await store().get(keyOf('/'))).entry).to.equal(undefined);
    expect(await totalsOf(store())).to.deep.equal({ entries: 0, bytes: 0 });
    expect(await store().recent('d\n', 10)).to.deep.equal([]);
    expect(await store().evict({ maxEntries: 1, maxBytes: 1 })).to.equal(0);
  });

  it('gives back an entry with its body, and returns the totals', async () => {
    const entry = page('/', { size: 3, headers: [['etag', '"1"']], tags: ['a'], expire: Infinity });
    expect(await store().put(entry, bytes(3, 7))).to.include({ entries: 1, bytes: 3 });
    const stored = await store().get(entry.key);
    expect(stored.entry).to.deep.equal(entry);
    expect(await bytesIn(stored)).to.deep.equal([7, 7, 7]);
  });

  it('puts an entry in the place of an older one, body and size included', async () => {
    await store().put(page('/', { size: 3, hash: 'old' }), bytes(3));
    expect(await store().put(page('/', { size: 5, hash: 'new' }), bytes(5))).to.include({
      entries: 1,
      bytes: 5,
    });
    expect(sizeIn(await store().get(keyOf('/')))).to.equal(5);
  });

  it('puts a marker in the place of a page, whose body goes', async () => {
    await store().put(page('/', { size: 3 }), bytes(3));
    expect(await store().put(marker('/'))).to.include({ entries: 1, bytes: 0 });
    expect(await store().get(keyOf('/'))).to.deep.include({ entry: marker('/'), body: undefined });
    expect(await store().recent('d\n', 10)).to.deep.equal([]);
  });

  it('deletes one entry, and minds none that is not there', async () => {
    await putAll(store(), [page('/a'), page('/b')]);
    await store().delete(keyOf('/a'));
    await store().delete(keyOf('/a'));
    expect(await left(store(), ['/a', '/b'])).to.deep.equal(['/b']);
    expect(await totalsOf(store())).to.deep.equal({ entries: 1, bytes: 100 });
  });

  it('deletes what begins with a prefix, resources included, and nothing else', async () => {
    await putAll(store(), [page('/a'), page('/b', { scope: 'd\nuser' }), page('/c', { scope: 'd2\n' })]);
    const shell = { headers: [], body: bytes(1) };
    await store().setState('d\n', { '/shell': shell });
    await store().setState('d2\n', { '/shell': shell });
    await store().deletePrefix('d\n');
    expect(await store().recent('d\n', 10)).to.deep.equal([]);
    expect(await store().recent('d\nuser', 10)).to.deep.equal([]);
    expect(await store().recent('d2\n', 10)).to.have.length(1);
    expect(await store().state('d\n')).to.equal(undefined);
    expect(await store().state('d2\n')).to.deep.equal({ '/shell': shell });
    expect(await totalsOf(store())).to.deep.equal({ entries: 1, bytes: 100 });
  });

  it('deletes what a deployment generates ahead along with it, and of no other', async () => {
    for (const id of ['d', 'd2'] as const) {
      await store().setState(`${id}\npaths`, { '/*': { until: NOW, pathnames: ['/a'] } });
      await store().setState(`${id}\nqueue`, { at: NOW, pages: [] });
      await store().setState(`${id}\nprogress`, {
        ...{ at: NOW, done: 1, beyond: [3], bytes: 0, failures: 0, retryAt: 0 },
      });
    }
    await store().deletePrefix('d\n');
    for (const row of ['paths', 'queue', 'progress'] as const) {
      expect(await store().state(`d\n${row}`), row).to.equal(undefined);
      expect(await store().state(`d2\n${row}`), row).to.not.equal(undefined);
    }
  });

  it('tells of many keys at once what it holds, in their order and without bodies', async () => {
    await putAll(store(), [page('/a'), page('/b', { tags: ['t'] })]);
    await store().put(marker('/c'));
    await store().invalidate(['#t'], 'soft');
    const keys = ['/b', '/none', '/c', '/a'].map((path) => keyOf(path));
    const found = await store().getMany(keys);
    const whole = await Promise.all(keys.map((key) => store().get(key)));
    expect(found).to.deep.equal(
      whole.map(({ fence, entry, invalidated }) => ({ fence, entry, invalidated })),
    );
    expect(found.map(({ entry }) => entry?.key)).to.deep.equal([keys[0], undefined, keys[2], keys[3]]);
    expect(found.map(({ invalidated }) => invalidated)).to.deep.equal([
      ...['soft', undefined, undefined, undefined],
    ]);
    expect(await store().getMany([])).to.deep.equal([]);
  });

  it('answers reads while it deletes many', async () => {
    const many = Array.from({ length: 450 }, (_, index) => page(`/${index}`));
    await Promise.all(many.map((entry) => store().put(entry, bytes(100))));
    await putAll(store(), [page('/left', { scope: 'd2\n' })]);
    let isDone = false;
    const deleting = store()
      .deletePrefix('d\n')
      .then(() => (isDone = true));
    await store().get(keyOf('/left', 'd2\n'));
    expect(isDone).to.equal(false);
    await deleting;
    expect(await totalsOf(store())).to.deep.equal({ entries: 1, bytes: 100 });
    expect(await store().recent('d\n', 10)).to.deep.equal([]);
  });
}

export function amends(store: () => Store): void {
  it('renews an entry and leaves its body', async () => {
    await store().put(page('/', { size: 3 }), bytes(3, 9));
    const renewed = page('/', { size: 3, requestedAt: NOW + 5, failures: 2, retryAt: NOW + 9 });
    await store().updateMetadata(renewed);
    const stored = await store().get(keyOf('/'));
    expect(stored.entry).to.deep.equal(renewed);
    expect(sizeIn(stored)).to.equal(3);
    expect(await totalsOf(store())).to.deep.equal({ entries: 1, bytes: 3 });
  });

  it('brings no deleted page back', async () => {
    await store().put(page('/'), bytes(100));
    await store().delete(keyOf('/'));
    await store().updateMetadata(page('/', { failures: 1 }));
    expect((await store().get(keyOf('/'))).entry).to.equal(undefined);
    expect(await totalsOf(store())).to.deep.equal({ entries: 0, bytes: 0 });
  });

  it('leaves a page with another body, and a marker, alone', async () => {
    const other = page('/', { hash: 'another' });
    await store().put(other, bytes(100));
    await store().updateMetadata(page('/', { failures: 1 }));
    expect((await store().get(keyOf('/'))).entry).to.deep.equal(other);
    await store().put(marker('/'));
    await store().updateMetadata(page('/', { failures: 1 }));
    expect((await store().get(keyOf('/'))).entry).to.deep.equal(marker('/'));
  });

  it('leaves an entry alone that was asked for later, though its body is the same', async () => {
    const requestedAt = Date.now() - 1000;
    const read = page('/', { requestedAt });
    const newer = page('/', { requestedAt: requestedAt + 1, tags: ['new'], expire: 7 });
    for (const bring of [() => store().put(newer, bytes(100)), () => store().updateMetadata(newer)]) {
      await store().put(read, bytes(100));
      await bring();
      await store().updateMetadata({ ...read, failures: 1, retryAt: NOW + 9 });
      expect((await store().get(keyOf('/'))).entry).to.deep.equal(newer);
    }
  });

  it('renews an entry that is from the future: the clock was set back since', async () => {
    await store().put(page('/', { requestedAt: Date.now() + 1e9 }), bytes(100));
    const renewed = page('/', { requestedAt: Date.now() });
    await store().updateMetadata(renewed);
    expect((await store().get(keyOf('/'))).entry).to.deep.equal(renewed);
  });

  it('keeps the recency that was recorded since the entry was read', async () => {
    await putAll(store(), [page('/'), page('/other', { usedAt: NOW + 1 })]);
    await store().record({ used: new Map([[keyOf('/'), NOW + 2]]), counts: {} });
    await store().updateMetadata(page('/', { failures: 1 }));
    const entry = (await store().get(keyOf('/'))).entry;
    expect(entry).to.include({ usedAt: NOW + 2, rank: -(NOW + 2), failures: 1 });
    expect((await store().recent('d\n', 1)).map(({ url }) => url)).to.deep.equal(['https://shop.test/']);
  });
}

export function keepsTheRest(store: () => Store): void {
  it('records when pages were last used, and leaves those that are gone', async () => {
    await putAll(store(), [page('/a'), page('/b', { usedAt: NOW + 1 })]);
    await store().record({
      used: new Map([
        [keyOf('/a'), NOW + 2],
        [keyOf('/gone'), NOW + 3],
      ]),
      counts: {},
    });
    expect((await store().get(keyOf('/a'))).entry).to.include({ usedAt: NOW + 2, rank: -(NOW + 2) });
    expect(sizeIn(await store().get(keyOf('/a')))).to.equal(100);
    expect((await store().get(keyOf('/gone'))).entry).to.equal(undefined);
    expect((await store().recent('d\n', 9)).map(({ key }) => key)).to.deep.equal([keyOf('/a'), keyOf('/b')]);
    expect(await totalsOf(store())).to.deep.equal({ entries: 2, bytes: 200 });
  });

  it('adds counts up by route', async () => {
    await store().record({ used: new Map(), counts: { '/a': counts({ hits: 2 }) } });
    await store().record({
      used: new Map(),
      counts: { '/a': counts({ hits: 1, stale: 3 }), '/b': counts({ failures: 1 }) },
    });
    expect(await store().state('counts')).to.deep.equal({
      '/a': counts({ hits: 3, stale: 3 }),
      '/b': counts({ failures: 1 }),
    });
  });

  it('keeps rows of state and resources whole', async () => {
    expect(await store().state('settings')).to.equal(undefined);
    expect(await store().state('d\n')).to.equal(undefined);
    const settings = { deployments: ['2', '1'], user: 'u', draft: true };
    await store().setState('settings', settings, 'strict');
    await store().setState('assets', { '/app.css': NOW });
    await store().setState('d\n', {
      '/shell': { headers: [['content-type', 'text/html']], body: bytes(4) },
    });
    expect(await store().state('settings')).to.deep.equal(settings);
    expect(await store().state('assets')).to.deep.equal({ '/app.css': NOW });
    const shell = (await store().state('d\n'))?.['/shell'];
    expect(shell?.headers).to.deep.equal([['content-type', 'text/html']]);
    expect((shell?.body as ArrayBuffer | undefined)?.byteLength).to.equal(4);
  });

  it('clears pages and counts; settings and resources stay', async () => {
    await putAll(store(), [page('/a'), page('/b')]);
    await store().put(marker('/c'));
    await store().record({ used: new Map(), counts: { '/a': counts({ hits: 1 }) } });
    await store().setState('settings', { deployments: ['d'] });
    await store().setState('d\n', { '/shell': { headers: [], body: bytes(1) } });
    await store().clear();
    expect(await left(store(), ['/a', '/b', '/c'])).to.deep.equal([]);
    expect(await totalsOf(store())).to.deep.equal({ entries: 0, bytes: 0 });
    expect(await store().state('counts')).to.equal(undefined);
    expect(await store().state('settings')).to.deep.equal({ deployments: ['d'] });
    expect(await store().state('d\n')).to.not.equal(undefined);
    expect(await store().put(page('/a'), bytes(100))).to.include({ entries: 1, bytes: 100 });
  });
}
