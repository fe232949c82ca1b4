import { expect } from 'chai';
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import type { PageEntry } from '../../../src/core/cache/entry.js';
import { VERSION } from '../../../src/storage/tables/schema.js';
import { deleteDatabases, newName, openStore } from '../databases.js';
import { bytes, bytesIn, keyOf, left, NOW, page, putAll, sizeIn, totalsOf } from '../fixtures.js';

after(deleteDatabases);

/** How a promise ended: the name of its error, or undefined. */
const errorOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (error as Error).name,
  );

/** Runs work while every `put` into a table of that name goes another way. */
async function withPut<T>(
  table: string,
  put: (this: IDBObjectStore, value: unknown, key?: IDBValidKey) => IDBRequest<IDBValidKey>,
  work: () => Promise<T>,
): Promise<T> {
  const { prototype } = IDBObjectStore;
  // oxlint-disable-next-line typescript/unbound-method -- it is called on the table that it is meant for
  const real = prototype.put;
  prototype.put = function (value: unknown, key?: IDBValidKey) {
    return (this.name === table ? put : real).call(this, value, key);
  };
  try {
    return await work();
  } finally {
    prototype.put = real;
  }
}

describe('opening the database', () => {
  it('makes every table from nothing', async () => {
    const name = newName();
    const store = await openStore(name);
    store.close();
    const db = await openDB(name);
    expect(db.version).to.equal(VERSION);
    expect([...db.objectStoreNames]).to.include.members(['entries', 'bodies', 'state']);
    db.close();
  });

  it('finds in an existing one what was stored before', async () => {
    const name = newName();
    const first = await openStore(name);
    await putAll(first, [page('/')]);
    await first.setState('settings', { deployments: ['d'] });
    first.close();
    const second = await openStore(name);
    expect((await second.get(keyOf('/'))).entry).to.deep.equal(page('/'));
    expect(await totalsOf(second)).to.deep.equal({ entries: 1, bytes: 100 });
    expect(await second.state('settings')).to.deep.equal({ deployments: ['d'] });
  });

  it('uses one whose entries have their keys within them, as the first version made it', async () => {
    const name = newName();
    const upgrade = (db: IDBPDatabase): void => {
      const entries = db.createObjectStore('entries', { keyPath: 'key' });
      entries.createIndex('eviction', ['priority', 'usedAt']);
      entries.createIndex('recent', ['scope', 'rank', 'key']);
      for (const table of ['bodies', 'resources', 'state']) db.createObjectStore(table);
    };
    const first = await openDB(name, 1, { upgrade });
    await first.put('entries', page('/'));
    await first.put('bodies', bytes(100), keyOf('/'));
    await first.put('state', { entries: 1, bytes: 100 }, 'totals');
    first.close();
    const store = await openStore(name);
    await store.put(page('/more', { usedAt: NOW + 1 }), bytes(100));
    await store.record({ used: new Map([[keyOf('/'), NOW + 2]]), counts: {} });
    expect((await store.recent('d\n', 9)).map(({ key }) => key)).to.deep.equal([keyOf('/'), keyOf('/more')]);
    expect(await totalsOf(store)).to.deep.equal({ entries: 2, bytes: 200 });
    store.close();
  });

  it('counts its entries where an older version has written the totals, without the bytes of headers', async () => {
    const name = newName();
    const store = await openStore(name);
    await store.put(page('/', { overhead: 7 }), bytes(100));
    await store.put(page('/more', { overhead: 5 }), bytes(100));
    const db = await openDB(name);
    await db.put('state', { entries: 2, bytes: 200 }, 'totals');
    db.close();
    expect(await totalsOf(store)).to.deep.equal({ entries: 2, bytes: 200, overhead: 12 });
    await store.delete(keyOf('/'));
    expect(await totalsOf(store)).to.deep.equal({ entries: 1, bytes: 100, overhead: 5 });
    store.close();
  });

  for (const [what, damage] of [
    ['no size', {}],
    ['a text for its size', { size: 'x', overhead: 'y' }],
  ] as const)
    it(`keeps all other pages where a row has ${what}, and where the totals are of before`, async () => {
      const name = newName();
      const store = await openStore(name);
      await putAll(store, [page('/'), page('/damaged')]);
      const db = await openDB(name);
      const { size, overhead, ...rest } = (await db.get('entries', keyOf('/damaged'))) as PageEntry;
      expect([size, overhead]).to.deep.equal([100, undefined]);
      await db.put('entries', { ...rest, ...damage }, keyOf('/damaged'));
      await store.put(page('/damaged'), bytes(100));
      expect(Number.isFinite((await totalsOf(store)).bytes)).to.equal(true);
      expect(await store.evict({ maxEntries: 9, maxBytes: 1e6 })).to.equal(0);
      await db.put('state', { entries: 2, bytes: NaN, overhead: 0 }, 'totals');
      db.close();
      expect(await totalsOf(store)).to.deep.equal({ entries: 2, bytes: 200 });
      expect(await store.evict({ maxEntries: 9, maxBytes: 1e6 })).to.equal(0);
      expect(sizeIn(await store.get(keyOf('/')))).to.equal(100);
      store.close();
    });

  it('uses one that newer code has made, as long as it has the tables', async () => {
    const name = newName();
    const first = await openStore(name);
    await putAll(first, [page('/')]);
    first.close();
    const upgrade = (db: IDBPDatabase): void => void db.createObjectStore('of newer code');
    (await openDB(name, VERSION + 1, { upgrade })).close();
    const store = await openStore(name);
    expect(sizeIn(await store.get(keyOf('/')))).to.equal(100);
    await store.put(page('/more', { usedAt: NOW + 1 }), bytes(100));
    expect((await store.recent('d\n', 1)).map(({ key }) => key)).to.deep.equal([keyOf('/more')]);
    expect(await store.evict({ maxEntries: 1, maxBytes: 1e9 })).to.equal(1);
    expect(await totalsOf(store)).to.deep.equal({ entries: 1, bytes: 100 });
    store.close();
    const db = await openDB(name);
    expect(db.version).to.equal(VERSION + 1);
    db.close();
  });

  it('leaves one alone that newer code has made without one of the tables', async () => {
    const name = newName();
    (await openStore(name)).close();
    const upgrade = (db: IDBPDatabase): void => db.deleteObjectStore('bodies');
    (await openDB(name, VERSION + 1, { upgrade })).close();
    expect(await errorOf(openStore(name))).to.equal('NotFoundError');
    // A connection that was left open would keep the deletion waiting.
    await deleteDB(name);
  });

  it('makes none of a version of its own where newer code has deleted one just now', async () => {
    const name = newName();
    (await openDB(name, VERSION + 1)).close();
    const opening = openStore(name);
    // Comes between the two attempts to open it.
    const deleted = deleteDB(name);
    const outcome = await errorOf(opening);
    await deleted;
    expect(outcome).to.equal('AbortError');
    const store = await openStore(name);
    expect(await store.put(page('/'), bytes(100))).to.include({ entries: 1, bytes: 100 });
  });

  it('gives way to newer code, and says that the connection is lost', async () => {
    const name = newName();
    let lost = 0;
    const store = await openStore(name, () => lost++);
    const newer = await openDB(name, VERSION + 1);
    expect(lost).to.equal(1);
    expect(await errorOf(store.get(keyOf('/')))).to.equal('InvalidStateError');
    newer.close();
  });

  it('finds marks of older code, which have no time', async () => {
    const name = newName();
    (await openStore(name)).close();
    const db = await openDB(name);
    await db.put('marks', { count: 1, soft: 3, hard: 0 }, '');
    await db.put('marks', { soft: 3, hard: 0 }, '/');
    db.close();
    const store = await openStore(name);
    await putAll(store, [page('/')]);
    expect(await store.get(keyOf('/'))).to.deep.include({ fence: 3, invalidated: 'soft' });
    expect(await store.markedAt(page('/'))).to.equal(0);
    await store.invalidate(['/'], 'hard');
    expect(await store.get(keyOf('/'))).to.deep.include({ fence: 4, invalidated: 'hard' });
    expect(await store.markedAt(page('/'))).to.be.above(0);
  });

  it('waits while another keeps the database from being opened', async () => {
    const name = newName();
    const holder = await openDB(name, VERSION, { upgrade: (db) => void db.createObjectStore('old') });
    const deleted = deleteDB(name);
    let opened = false;
    const opening = openStore(name).then((store) => {
      opened = true;
      return store;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(opened).to.equal(false);
    holder.close();
    await deleted;
    expect(await (await opening).put(page('/'), bytes(100))).to.include({ entries: 1, bytes: 100 });
  });

  it('is two connections to one store where two are open', async () => {
    const name = newName();
    const [one, other] = [await openStore(name), await openStore(name)];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? one : other).put(page(`/${index % 15}`), bytes(100)),
      ),
    );
    expect(await totalsOf(one)).to.deep.equal({ entries: 15, bytes: 1500 });
    expect(await totalsOf(other)).to.deep.equal({ entries: 15, bytes: 1500 });
  });
});

describe('pages that come together', () => {
  /** How many transactions the work opened for writing. */
  async function writesOf(work: () => Promise<unknown>): Promise<number> {
    const { prototype } = IDBDatabase;
    // oxlint-disable-next-line typescript/unbound-method -- it is called on the database that it is meant for
    const real = prototype.transaction;
    let count = 0;
    prototype.transaction = function (...args) {
      if (args[1] === 'readwrite') count += 1;
      return real.apply(this, args);
    };
    try {
      await work();
    } finally {
      prototype.transaction = real;
    }
    return count;
  }
  const paths = Array.from({ length: 25 }, (_, index) => `/${index}`);

  it('are written ten at a time, the first of them at once', async () => {
    const store = await openStore();
    expect(await writesOf(() => store.put(page('/'), bytes(100)))).to.equal(1);
    const all = (): Promise<unknown> => Promise.all(paths.map((path) => store.put(page(path), bytes(100))));
    expect(await writesOf(all)).to.equal(3);
    expect(await left(store, paths)).to.deep.equal(paths);
  });

  it('fail one by one: the others are stored, and each is told its own', async () => {
    const store = await openStore();
    const detached = bytes(100);
    structuredClone(detached, { transfer: [detached] });
    const put = (path: string): Promise<string | undefined> =>
      errorOf(store.put(page(path), path === '/3' ? detached : bytes(100)));
    const failed = (await Promise.all(paths.map(put))).map((error) => !!error);
    expect(failed).to.deep.equal(paths.map((path) => path === '/3'));
    expect(await left(store, paths)).to.deep.equal(paths.filter((path) => path !== '/3'));
    expect(await totalsOf(store)).to.deep.equal({ entries: 24, bytes: 2400 });
  });

  it('do not come back after what was asked for later has cleared them', async () => {
    const store = await openStore();
    const detached = bytes(100);
    structuredClone(detached, { transfer: [detached] });
    const puts = paths.map((path) => errorOf(store.put(page(path), path === '/3' ? detached : bytes(100))));
    await store.clear();
    await Promise.all(puts);
    expect(await left(store, paths)).to.deep.equal([]);
    expect(await totalsOf(store)).to.deep.equal({ entries: 0, bytes: 0 });
  });
});

describe('a hit on IndexedDB', () => {
  it('does not wait for what is written to state', async () => {
    const name = newName();
    const store = await openStore(name);
    await putAll(store, [page('/')]);
    await store.invalidate(['#a'], 'soft');
    const db = await openDB(name);
    const transaction = db.transaction('state', 'readwrite');
    let held = true;
    const hold = async (): Promise<void> => {
      while (held) await transaction.store.get('settings');
    };
    const holding = hold();
    let written = false;
    const writing = store.setState('assets', {}).then(() => (written = true));
    const { entry, fence } = await store.get(keyOf('/'));
    expect(entry).to.deep.equal(page('/'));
    expect(fence).to.be.above(0);
    expect(written).to.equal(false);
    held = false;
    await Promise.all([holding, writing]);
    db.close();
  });
});

describe('bodies on IndexedDB', () => {
  it('come back byte for byte', async () => {
    const store = await openStore();
    const every = Uint8Array.from({ length: 256 }, (_, index) => index);
    const large = new Uint8Array(2_000_000);
    for (let at = 0; at < large.length; at += 50_000) crypto.getRandomValues(large.subarray(at, at + 50_000));
    const bodies = [every, Uint8Array.of(0), Uint8Array.of(0xff), new Uint8Array(1000).fill(0xff), large];
    for (const [index, body] of bodies.entries()) {
      await store.put(page(`/${index}`, { size: body.length }), body.buffer);
      const stored = await bytesIn(await store.get(keyOf(`/${index}`)));
      expect(stored?.length).to.equal(body.length);
      expect(stored?.every((byte, at) => byte === body[at])).to.equal(true);
    }
  });
});

describe('a write to IndexedDB that fails', () => {
  const old = page('/', { hash: 'old' });
  const next = page('/', { hash: 'new', size: 200, usedAt: NOW + 1 });

  it('leaves the old page whole where the body can not be stored', async () => {
    const store = await openStore();
    await putAll(store, [old]);
    const detached = bytes(200);
    structuredClone(detached, { transfer: [detached] });
    expect(await errorOf(store.put(next, detached))).to.be.oneOf(['DataCloneError', 'TypeError']);
    const stored = await store.get(old.key);
    expect(stored.entry).to.deep.equal(old);
    expect(sizeIn(stored)).to.equal(100);
    expect(await totalsOf(store)).to.deep.equal({ entries: 1, bytes: 100 });
  });

  it('leaves the old page whole where the entry can not be stored', async () => {
    const store = await openStore();
    await putAll(store, [old]);
    const uncloneable = { ...next, title: (() => '') as unknown as string };
    expect(await errorOf(store.put(uncloneable, bytes(200)))).to.equal('DataCloneError');
    expect(await store.get(old.key)).to.deep.include({ entry: old, body: bytes(100) });
    expect(await totalsOf(store)).to.deep.equal({ entries: 1, bytes: 100 });
  });

  it('leaves the old page whole where the transaction is aborted at its end', async () => {
    const store = await openStore();
    await putAll(store, [old]);
    const aborting = withPut(
      'bodies',
      function (value) {
        const request = this.add(value, 'another key');
        request.addEventListener('success', () => this.transaction.abort());
        return request;
      },
      () => errorOf(store.put(next, bytes(200))),
    );
    expect(await aborting).to.equal('AbortError');
    expect(await store.get(old.key)).to.deep.include({ entry: old, body: bytes(100) });
    expect(await totalsOf(store)).to.deep.equal({ entries: 1, bytes: 100 });
  });

  it('tells its own error, not the abort that follows from it: on QuotaExceededError room is made', async () => {
    const store = await openStore();
    await putAll(store, [old]);
    for (const table of ['entries', 'bodies']) {
      // What is there already can't be added: an error of this one request.
      const failing = withPut(
        table,
        function (value, key) {
          return key === undefined ? this.add(value) : this.add(value, key);
        },
        () => errorOf(store.put(next, bytes(200))),
      );
      expect(await failing, table).to.equal('ConstraintError');
      expect(await store.get(old.key)).to.deep.include({ entry: old, body: bytes(100) });
    }
    expect(await totalsOf(store)).to.deep.equal({ entries: 1, bytes: 100 });
  });
});
