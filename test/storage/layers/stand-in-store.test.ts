import { expect } from 'chai';
import { standInStore } from '../../../src/storage/layers/stand-in-store.js';
import { bytes, keyOf, page } from '../fixtures.js';

const isRefused = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => false,
    () => true,
  );

describe('rule 33: the store that stands in for one that cannot be opened', () => {
  it('keeps pages and what may be lost', async () => {
    const store = standInStore();
    await store.put(page('/'), bytes(100));
    expect((await store.get(keyOf('/'))).entry).to.include({ url: page('/').url });
    await store.setState('counts', {});
    expect(await store.state('counts')).to.deep.equal({});
  });

  const position = { url: '/feed', offset: '1_000003', checkedAt: 5 };
  for (const [what, invalidate] of [
    ['an invalidation', (store) => store.invalidate(['/'], 'hard')],
    ['an event of the feed', (store) => store.follow(position, [{ names: ['/'], mode: 'hard' }], 5)],
  ] as [string, (store: ReturnType<typeof standInStore>) => Promise<unknown>][])
    it(`does not acknowledge ${what}, which the next worker would not know of, but drops its pages`, async () => {
      const store = standInStore();
      await store.put(page('/'), bytes(100));
      expect(await isRefused(invalidate(store))).to.equal(true);
      const { entry, fence } = await store.get(keyOf('/'));
      expect(entry).to.equal(undefined);
      expect(fence, 'a page’s fence is one of the disk’s').to.equal(0);
    });

  it('keeps its pages where the feed has nothing new', async () => {
    const store = standInStore();
    await store.put(page('/'), bytes(100));
    expect(await isRefused(store.follow(position, [], 5))).to.equal(true);
    expect((await store.get(keyOf('/'))).entry).to.include({ url: page('/').url });
  });

  it('acknowledges no settings, which the next worker would not know of, and goes by them itself', async () => {
    const store = standInStore();
    expect(await isRefused(store.setState('settings', { deployments: [], user: 'ann' }, 'strict'))).to.equal(
      true,
    );
    expect(await store.state('settings')).to.include({ user: 'ann' });
  });

  for (const [what, clear] of [
    ['a clear', (store) => store.clear()],
    ['a user who is cleared', (store) => store.deletePrefix(keyOf('/'))],
  ] as [string, (store: ReturnType<typeof standInStore>) => Promise<unknown>][])
    it(`does not acknowledge ${what}, but deletes what is in memory`, async () => {
      const store = standInStore();
      await store.put(page('/'), bytes(100));
      expect(await isRefused(clear(store))).to.equal(true);
      expect((await store.get(keyOf('/'))).entry).to.equal(undefined);
    });
});
