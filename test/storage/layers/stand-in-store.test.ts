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

  it('acknowledges no invalidation, which the next worker would not know of', async () => {
    const store = standInStore();
    expect(await isRefused(store.invalidate(['/'], 'hard'))).to.equal(true);
    const position = { url: '/feed', offset: '1_000003', checkedAt: 5 };
    expect(await isRefused(store.follow(position, [{ names: ['/'], mode: 'hard' }], 5))).to.equal(true);
    expect((await store.get(keyOf('/'))).fence, 'a page’s fence is one of the disk’s').to.equal(0);
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
