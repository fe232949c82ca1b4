import { expect } from 'chai';
import type { PageEntry } from '../../../src/core/cache/entry.js';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import { cachedStore } from '../../../src/storage/layers/cached-store.js';
import { sleep } from '../../../src/storage/sleep.js';
import type { Store, Stored } from '../../../src/storage/store.js';
import { deleteDatabases, newName, openStore } from '../databases.js';
import { alone, bytes, bytesIn, keyOf, marker, NOW, page, putAll, sizeIn } from '../fixtures.js';
import { failureOf, guard, named } from './resilient.js';

interface Watched {
  store: Store;
  /** The keys that were read from the store beneath. */
  reads: string[];
  clock: { now: number };
}

function watched(beneath = memoryStore(), channel = alone()): Watched {
  const reads: string[] = [];
  const clock = { now: 0 };
  const get = (key: string): Promise<Stored> => {
    reads.push(key);
    return beneath.get(key);
  };
  return { store: cachedStore({ ...beneath, get }, channel, () => clock.now), reads, clock };
}

const read = async ({ store }: Watched, path = '/'): Promise<Stored> => store.get(keyOf(path));
/** Waits until what was written has reached another worker, or the browser. Messages have an order. */
async function until(holds: () => Promise<boolean>, timeout = 2000): Promise<void> {
  for (const since = performance.now(); !(await holds()) && performance.now() - since < timeout;)
    await sleep(5);
}
const PLENTY = { maxEntries: 10_000, maxBytes: 1e9 };

describe('what is remembered of a store', () => {
  let of: Watched;
  beforeEach(async () => {
    of = watched();
    await putAll(of.store, [page('/'), page('/other')]);
    await read(of);
    of.reads.length = 0;
  });

  it('is not read again', async () => {
    const stored = await read(of);
    expect({ ...stored, body: await bytesIn(stored) }).to.deep.equal({
      fence: 0,
      entry: page('/'),
      body: [...new Uint8Array(bytes(100))],
      invalidated: undefined,
    });
    expect(of.reads).to.deep.equal([]);
  });

  it('is handed over to the browser, even if it was used meanwhile', async () => {
    await read(of, '/other');
    await of.store.record({ used: new Map([[keyOf('/other'), NOW + 1]]), counts: {} });
    await until(async () => (await read(of, '/other')).body instanceof Blob);
    const stored = await read(of, '/other');
    expect(await bytesIn(stored)).to.deep.equal([...new Uint8Array(bytes(100))]);
    expect(stored.entry).to.include({ usedAt: NOW + 1 });
    expect(of.reads).to.deep.equal([keyOf('/other')]);
  });

  it('stays in memory if the browser has no room for it', async () => {
    const own = Object.getOwnPropertyDescriptor(Blob.prototype, 'slice') ?? {};
    let tries = 0;
    Blob.prototype.slice = () => {
      tries += 1;
      return { arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) } as Blob;
    };
    try {
      await read(of, '/other');
      await until(() => Promise.resolve(tries === 1));
      await sleep(20);
      expect(tries).to.equal(1);
      expect((await read(of, '/other')).body).to.be.instanceOf(ArrayBuffer);
    } finally {
      Object.defineProperty(Blob.prototype, 'slice', own);
    }
  });

  it('is read once for all who ask at the same time', async () => {
    const [one, other] = await Promise.all([read(of, '/other'), read(of, '/other')]);
    expect(of.reads).to.have.length(1);
    expect(one).to.equal(other);
  });

  it('is a miss as well, until a page is written there', async () => {
    expect((await read(of, '/none')).entry).to.equal(undefined);
    await read(of, '/none');
    expect(of.reads).to.have.length(1);
    await putAll(of.store, [page('/none')]);
    expect((await read(of, '/none')).entry).to.deep.include({ url: page('/none').url });
  });

  const writes: [string, (store: Store) => Promise<unknown>][] = [
    ['put', (store) => store.put(page('/', { hash: 'new' }), bytes(1))],
    ['put of a marker', (store) => store.put(marker('/'))],
    ['updateMetadata', (store) => store.updateMetadata(page('/', { failures: 1 }))],
    ['delete', (store) => store.delete(keyOf('/'))],
    ['soft invalidation', (store) => store.invalidate(['/'], 'soft')],
    ['hard invalidation of everything', (store) => store.invalidate(['/*'], 'hard')],
    [
      'invalidation of another page, whose number is the fence',
      (store) => store.invalidate(['/other'], 'soft'),
    ],
    ['deletePrefix', (store) => store.deletePrefix('d\n')],
    ['evict', (store) => store.evict({ maxEntries: 0, maxBytes: 0 })],
    ['clear', (store) => store.clear()],
    ['record', (store) => store.record({ used: new Map([[keyOf('/'), NOW + 9]]), counts: {} })],
  ];
  for (const [what, write] of writes)
    it(`is what is stored, after ${what}`, async () => {
      const beneath = memoryStore();
      const over = watched(beneath);
      await putAll(over.store, [page('/'), page('/other')]);
      const before = await read(over);
      await write(over.store);
      const after = await read(over);
      expect(after).to.deep.equal(await beneath.get(keyOf('/')));
      expect(after).to.not.deep.equal(before);
    });

  for (const [what, write] of writes)
    it(`is not what was read before ${what} and came after it`, async () => {
      const beneath = memoryStore();
      await putAll(beneath, [page('/'), page('/other')]);
      let arrive = (): void => undefined;
      const arrived = new Promise<void>((resolve) => (arrive = resolve));
      const get = async (key: string): Promise<Stored> => {
        const stored = await beneath.get(key);
        await arrived;
        return stored;
      };
      const store = cachedStore({ ...beneath, get }, alone());
      const reading = store.get(keyOf('/'));
      await write(store);
      arrive();
      await reading;
      expect(await store.get(keyOf('/'))).to.deep.equal(await beneath.get(keyOf('/')));
    });

  it('stays when recency is recorded, or nothing had to be evicted', async () => {
    await of.store.record({ used: new Map([[keyOf('/'), NOW + 9]]), counts: {} });
    await of.store.evict(PLENTY);
    expect((await read(of)).entry).to.include({ usedAt: NOW + 9, rank: -(NOW + 9) });
    expect(of.reads).to.deep.equal([]);
  });

  it('is forgotten when a write fails, too', async () => {
    const beneath = memoryStore();
    const over = watched({ ...beneath, put: () => Promise.reject(named('QuotaExceededError')) });
    await putAll(beneath, [page('/')]);
    await read(over);
    await over.store.put(page('/', { hash: 'new' }), bytes(100)).catch(() => undefined);
    await read(over);
    expect(over.reads).to.have.length(2);
  });

  it('is not a read that failed', async () => {
    const beneath = memoryStore();
    let fails = true;
    const get = (key: string): Promise<Stored> =>
      fails ? Promise.reject(named('UnknownError')) : beneath.get(key);
    const store = cachedStore({ ...beneath, get }, alone());
    await putAll(store, [page('/')]);
    expect(await store.get(keyOf('/')).catch(() => 'failed')).to.equal('failed');
    fails = false;
    expect((await store.get(keyOf('/'))).entry).to.deep.equal(page('/'));
  });

  it('is forgotten after a while', async () => {
    of.clock.now = 299_999;
    await read(of);
    expect(of.reads).to.have.length(0);
    of.clock.now = 300_000;
    await read(of);
    expect(of.reads).to.have.length(1);
  });
});

describe('how much is remembered of a store', () => {
  const readAll = async (of: Watched, paths: readonly string[]): Promise<void> => {
    for (const path of paths) await read(of, path);
  };
  const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `/${index}`);

  it('is 200 entries, those that were asked for last', async () => {
    const of = watched();
    const paths = numbered(201);
    await putAll(
      of.store,
      paths.map((path) => page(path, { size: 1 })),
    );
    await readAll(of, paths.slice(0, 200));
    await readAll(of, ['/0', '/200']);
    of.reads.length = 0;
    await readAll(of, ['/0', '/2', '/200', '/1']);
    expect(of.reads).to.deep.equal([keyOf('/1')]);
  });

  it('is 8 MB of bodies, none of them above 1 MB', async () => {
    const of = watched();
    const paths = numbered(9);
    await putAll(of.store, [
      ...paths.map((path) => page(path, { size: 1e6 })),
      page('/large', { size: 1e6 + 1 }),
    ]);
    await readAll(of, ['/large', '/large']);
    expect(of.reads).to.have.length(2);
    await readAll(of, paths.slice(0, 8));
    of.reads.length = 0;
    await readAll(of, paths.slice(0, 8));
    expect(of.reads).to.deep.equal([]);
    await readAll(of, ['/8', '/1', '/0']);
    expect(of.reads).to.deep.equal([keyOf('/8'), keyOf('/0')]);
  });

  it('makes room again for what was forgotten', async () => {
    const of = watched();
    for (let round = 0; round < 20; round++) {
      await of.store.put(page('/', { size: 1e6 }), bytes(1e6));
      await read(of);
    }
    await putAll(of.store, [page('/other')]);
    await readAll(of, ['/other', '/']);
    of.reads.length = 0;
    await readAll(of, ['/other', '/']);
    expect(of.reads).to.deep.equal([]);
  });
});

describe('what was just stored', () => {
  const fenced = (fence: number, usedAt = NOW): PageEntry => page('/new', { fence, usedAt });

  it('is not read either', async () => {
    const beneath = memoryStore();
    const of = watched(beneath);
    await read(of, '/new');
    await of.store.put(fenced(0), bytes(100));
    expect(await read(of, '/new')).to.deep.equal(await beneath.get(keyOf('/new')));
    expect(of.reads).to.have.length(1);
  });

  const reasons: [string, (of: Watched) => Promise<unknown>][] = [
    ['no mark was looked for yet', (of) => of.store.put(fenced(0), bytes(1))],
    [
      'it was asked for before a mark',
      async (of) => {
        await of.store.invalidate(['/new'], 'soft');
        await read(of);
        return of.store.put(fenced(0), bytes(1));
      },
    ],
    [
      'a mark came while it was stored',
      async (of) => {
        await read(of);
        return Promise.all([of.store.invalidate(['/new'], 'soft'), of.store.put(fenced(0), bytes(1))]);
      },
    ],
    [
      'nobody asked for it: it was generated ahead',
      async (of) => {
        await read(of);
        return of.store.put(fenced(0, 1e9), bytes(1));
      },
    ],
    [
      'it is a marker',
      async (of) => {
        await read(of);
        return of.store.put(marker('/new'));
      },
    ],
  ];
  for (const [why, store] of reasons)
    it(`is read again where ${why}`, async () => {
      const beneath = memoryStore();
      const of = watched(beneath);
      await store(of);
      of.reads.length = 0;
      expect(await read(of, '/new')).to.deep.equal(await beneath.get(keyOf('/new')));
      expect(of.reads).to.have.length(1);
    });
});

describe('two workers over one database', () => {
  const channels: BroadcastChannel[] = [];
  afterEach(() => {
    for (const channel of channels.splice(0)) channel.close();
  });
  after(deleteDatabases);

  async function both(): Promise<[Watched, Watched]> {
    const name = newName();
    const open = async (): Promise<Watched> => {
      const channel = new BroadcastChannel(name);
      channels.push(channel);
      return watched(await openStore(name), channel);
    };
    return [await open(), await open()];
  }

  it('tell each other what they wrote', async () => {
    const [mine, its] = await both();
    await putAll(its.store, [page('/'), page('/gone'), page('/kept')]);
    for (const path of ['/', '/gone', '/kept']) await read(mine, path);
    await its.store.put(page('/', { hash: 'new' }), bytes(7));
    await its.store.delete(keyOf('/gone'));
    await until(async () => !(await read(mine, '/gone')).entry);
    expect(sizeIn(await read(mine))).to.equal(7);
    await its.store.invalidate(['/'], 'hard');
    await until(async () => (await read(mine)).invalidated === 'hard');
    expect(await read(mine))
      .to.have.property('fence')
      .above(0);
    expect((await read(mine, '/gone')).entry).to.equal(undefined);
  });

  it('see what the other wrote, after a while at the latest, should its word be lost', async () => {
    const name = newName();
    const [mine, its] = [watched(await openStore(name)), watched(await openStore(name))];
    await putAll(its.store, [page('/')]);
    await read(mine);
    await its.store.put(page('/', { hash: 'new' }), bytes(7));
    mine.clock.now += 300_000;
    expect((await read(mine)).entry).to.include({ hash: 'new' });
  });

  it('write for each other, whatever they remember', async () => {
    const [mine, its] = await both();
    await putAll(mine.store, [page('/', { fence: 0 })]);
    await Promise.all([read(mine), read(its)]);
    await its.store.invalidate(['/'], 'soft');
    await its.store.put(page('/', { fence: 1, hash: 'new' }), bytes(7));
    // Asked for before the other's mark: it does not replace what was asked for after it.
    await mine.store.put(page('/', { fence: 0, hash: 'late' }), bytes(9));
    await until(async () => (await read(mine)).fence === 1);
    expect((await read(mine)).entry).to.include({ hash: 'new', fence: 1 });
  });
});

describe('what is remembered, when the connection ends', () => {
  after(deleteDatabases);

  for (const [what, end] of [
    ['the database is deleted', (name: string) => indexedDB.deleteDatabase(name)],
    ['newer code wants it', (name: string) => indexedDB.open(name, 99)],
  ] as const)
    it(`goes with it: ${what}`, async () => {
      const name = newName();
      const guarded = guard(async (onLost) => cachedStore(await openStore(name, onLost), alone()));
      await guarded.use((store) => putAll(store, [page('/')]));
      const get = (store: Store): Promise<Stored> => store.get(keyOf('/'));
      await guarded.use(get);
      await new Promise((resolve, reject) => {
        const request = end(name);
        request.onsuccess = () => {
          if ('close' in ((request.result as object | undefined) ?? {})) request.result.close();
          resolve(undefined);
        };
        request.onblocked = request.onerror = reject;
      });
      await guarded.use(get);
      expect(guarded.lost).to.have.length(2);
      expect(guarded.reports).to.deep.equal([]);
    });

  it('is not given by a store that was closed', async () => {
    const store = cachedStore(await openStore(), alone());
    await putAll(store, [page('/')]);
    await store.get(keyOf('/'));
    store.close();
    const guarded = guard(store);
    expect((await failureOf(guarded.use((it) => it.get(keyOf('/'))))).cause).to.have.property(
      'name',
      'InvalidStateError',
    );
  });
});
