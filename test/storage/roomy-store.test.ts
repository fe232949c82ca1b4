import { expect } from 'chai';
import { unusedAt } from '../../src/core/ahead.js';
import { memoryStore } from '../../src/storage/memory-store.js';
import { roomyStore } from '../../src/storage/roomy-store.js';
import type { Store } from '../../src/storage/store.js';
import { bytes, keyOf, NOW, page, putAll } from './fixtures.js';

interface Full {
  store: Store;
  /** The store beneath. */
  beneath: Store;
}

/** Ten pages of a hundred bytes, and then no more room until pages have gone, so many times. */
async function full(times = 1): Promise<Full> {
  const beneath = memoryStore();
  const pages = Array.from({ length: 10 }, (_, at) => page(`/${at}`, { size: 100, usedAt: NOW + at }));
  await putAll(beneath, pages);
  let left = times;
  const unlessFull = <T>(write: () => Promise<T>): Promise<T> =>
    left > 0 ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : write();
  const store = roomyStore({
    ...beneath,
    put: (...given) => unlessFull(() => beneath.put(...given)),
    amend: (...given) => unlessFull(() => beneath.amend(...given)),
    invalidate: (...given) => unlessFull(() => beneath.invalidate(...given)),
    setState: (...given) => unlessFull(() => beneath.setState(...given)),
    evict(limits) {
      left -= 1;
      return beneath.evict(limits);
    },
  });
  return { store, beneath };
}

const isThere = async (store: Store, path: string): Promise<boolean> =>
  (await store.get(keyOf(path))).entry !== undefined;

describe('rule 33: where the browser has no more room', () => {
  const WRITES: [string, (store: Store) => Promise<unknown>][] = [
    ['a page', (store) => store.put(page('/new', { size: 100, usedAt: NOW + 99 }), bytes(100))],
    ['a mark', (store) => store.invalidate(['/9'], 'hard')],
    ['the settings', (store) => store.setState('settings', { deployments: ['1'] }, 'strict')],
    ['a renewed page', (store) => store.amend(page('/9', { size: 100, revalidate: 7 }))],
  ];
  for (const [what, write] of WRITES)
    it(`rule 33: ${what} is written all the same: the pages unused for longest make room`, async () => {
      const { store, beneath } = await full();
      await write(store);
      expect([await isThere(beneath, '/0'), await isThere(beneath, '/9')]).to.deep.equal([false, true]);
    });

  it('rule 33: a write is tried once more, and no oftener', async () => {
    const { store } = await full(2);
    const error: unknown = await store.invalidate(['/9'], 'hard').catch((cause: unknown) => cause);
    expect(error).to.have.property('name', 'QuotaExceededError');
  });

  it('rule 33: what nobody asked for takes no page its place', async () => {
    const { store, beneath } = await full();
    const ahead = page('/ahead', { size: 100, usedAt: unusedAt(NOW, 1) });
    const error: unknown = await store.put(ahead, bytes(100)).catch((cause: unknown) => cause);
    expect(error).to.have.property('name', 'QuotaExceededError');
    expect(await isThere(beneath, '/0')).to.equal(true);
  });
});
