import { expect } from 'chai';
import { unusedAt } from '../../../src/core/cache/warm-queue.js';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import { quotaStore } from '../../../src/storage/layers/quota-store.js';
import type { Store } from '../../../src/storage/store.js';
import { bytes, keyOf, NOW, page, putAll } from '../fixtures.js';
import { expectRefused } from '../full-disk.js';

interface Full {
  store: Store;
  /** The store beneath. */
  beneath: Store;
  clock: { now: number };
}

/** Ten pages of a hundred bytes, and then no more room until pages have gone, so many times. Deletes need none. */
async function full(times = 1, user?: string): Promise<Full> {
  const beneath = memoryStore();
  const pages = Array.from({ length: 10 }, (_, at) => page(`/${at}`, { size: 100, usedAt: NOW + at }));
  await putAll(beneath, pages);
  await beneath.setState('settings', { deployments: ['1'], ...(user && { user }) });
  const clock = { now: 0 };
  let left = times;
  const unlessFull = <T>(write: () => Promise<T>): Promise<T> =>
    left > 0 ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : write();
  const faulty: Store = {
    ...beneath,
    put: (...given) => unlessFull(() => beneath.put(...given)),
    updateMetadata: (...given) => unlessFull(() => beneath.updateMetadata(...given)),
    invalidate: (...given) => unlessFull(() => beneath.invalidate(...given)),
    follow: (...given) => unlessFull(() => beneath.follow(...given)),
    setState: (...given) =>
      given[1] ? unlessFull(() => beneath.setState(...given)) : beneath.setState(...given),
    evict(limits) {
      left -= 1;
      return beneath.evict(limits);
    },
  };
  return { store: quotaStore(faulty, () => clock.now), beneath, clock };
}

const isThere = async (store: Store, path: string): Promise<boolean> =>
  (await store.get(keyOf(path))).entry !== undefined;

describe('rule 33: where the browser has no more room', () => {
  const WRITES: [string, (store: Store) => Promise<unknown>][] = [
    ['a page', (store) => store.put(page('/new', { size: 100, usedAt: NOW + 99 }), bytes(100))],
    ['a mark', (store) => store.invalidate(['/9'], 'hard')],
    [
      'a batch of the feed',
      (store) =>
        store.follow({ url: '/f', offset: '1_1', checkedAt: 1 }, [{ names: ['/9'], mode: 'hard' }], 1),
    ],
    ['the settings', (store) => store.setState('settings', { deployments: ['1'] }, 'strict')],
    ['a renewed page', (store) => store.updateMetadata(page('/9', { size: 100, revalidate: 7 }))],
  ];
  for (const [what, write] of WRITES)
    it(`rule 33: ${what} is written all the same: the pages unused for longest make room`, async () => {
      const { store, beneath } = await full();
      await write(store);
      expect([await isThere(beneath, '/0'), await isThere(beneath, '/9')]).to.deep.equal([false, true]);
    });

  it('rule 25: a page that waits for room is not stored after a clearing', async () => {
    const { store, beneath } = await full();
    const outcome = store.put(page('/new', { size: 100, usedAt: NOW + 99 }), bytes(100)).then(
      () => 'stored',
      (error: unknown) => (error as DOMException).name,
    );
    await store.clear();
    expect(await outcome).to.equal('AbortError');
    expect(await isThere(beneath, '/new')).to.equal(false);
  });

  it('rule 33: a write is tried once more, and no oftener', async () => {
    const { store } = await full(2);
    await expectRefused(store.invalidate(['/9'], 'hard'));
  });

  it('rule 33: no more pages go for a minute where some went for nothing', async () => {
    const { store, beneath, clock } = await full(3);
    const count = async (): Promise<number> => (await beneath.recent('d\n', 99)).length;
    const write = (): Promise<unknown> => store.put(page('/new', { usedAt: NOW + 99 }), bytes(100));
    await expectRefused(write());
    const left = await count();
    expect(left).to.be.within(5, 9);
    clock.now = 59_999;
    for (let tries = 0; tries < 3; tries++) await expectRefused(write());
    expect(await count()).to.equal(left);
    clock.now = 60_000;
    await expectRefused(write());
    clock.now = 120_000;
    await write();
    expect(await isThere(beneath, '/new')).to.equal(true);
  });

  it('rule 33: what nobody asked for takes no page its place', async () => {
    const { store, beneath } = await full();
    const ahead = page('/ahead', { size: 100, usedAt: unusedAt(NOW, 1) });
    await expectRefused(store.put(ahead, bytes(100)));
    expect(await isThere(beneath, '/0')).to.equal(true);
  });

  for (const [what, next] of [
    ['has logged out', undefined],
    ['was followed by another', 'bob'],
  ] as const)
    it(`rule 33: a user who ${what} is forgotten, though nothing can be written`, async () => {
      const { store, beneath } = await full(99, 'ada');
      await store.setState('settings', { deployments: ['1'], ...(next && { user: next }) }, 'strict');
      expect(await beneath.state('settings')).to.equal(undefined);
    });

  it('rule 33: the settings stay as they were where the user does not change', async () => {
    const { store, beneath } = await full(99, 'ada');
    await expectRefused(store.setState('settings', { deployments: ['2'], user: 'ada' }, 'strict'));
    expect(await beneath.state('settings')).to.deep.equal({ deployments: ['1'], user: 'ada' });
  });

  it('rule 33: the settings stay where nobody was named, and the next user can’t be', async () => {
    const { store, beneath } = await full(99);
    await expectRefused(store.setState('settings', { deployments: ['1'], user: 'ada' }, 'strict'));
    expect(await beneath.state('settings')).to.deep.equal({ deployments: ['1'] });
  });
});
