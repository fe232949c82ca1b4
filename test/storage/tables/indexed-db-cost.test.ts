import { expect } from 'chai';
import { tagMark } from '../../../src/core/cache/invalidation.js';
import type { Store } from '../../../src/storage/store.js';
import { deleteDatabases, openStore } from '../databases.js';
import { bytes, keyOf, marker, NOW, page, seeded } from '../fixtures.js';

const FEW = 100;
const MANY = 5000;
const PLENTY = { maxEntries: 1e6, maxBytes: 1e12 };
/** Clocks are coarse in some browsers: operations are timed in batches. */
const BATCH = 8;
const SAMPLES = 15;

/** WebKit walks through a whole index to take one record out of it: 7 ms among 5,000 entries, instead of 1. */
const WALKS_INDEXES = /AppleWebKit(?!.*Chrome)/.test(navigator.userAgent);

/** Whatever else the machine does only adds to a time: the least says what the work itself takes. */
const least = (times: number[]): number => Math.min(...times);

async function filled(count: number): Promise<Store> {
  const store = await openStore();
  for (let at = 0; at < count; at += 500)
    await Promise.all(
      Array.from({ length: Math.min(500, count - at) }, (_, index) =>
        store.put(page(`/${at + index}`, { usedAt: NOW + at + index, tags: ['all'] }), bytes(100)),
      ),
    );
  await Promise.all(Array.from({ length: 50 }, (_, index) => store.put(marker(`/gone/${index}`))));
  return store;
}

describe('what is stored does not slow the store on IndexedDB down', function () {
  this.timeout(60_000);
  const random = seeded(1);
  let few: Store;
  let many: Store;
  before(async () => {
    [few, many] = await Promise.all([filled(FEW), filled(MANY)]);
  });
  after(deleteDatabases);

  /** How much longer an operation takes among many entries; both take turns, so that the machine's noise hits both. */
  async function ratioOf(work: (store: Store, below: number) => Promise<unknown>): Promise<number> {
    const times: [number[], number[]] = [[], []];
    for (let sample = 0; sample < SAMPLES; sample++)
      for (const [index, [store, below]] of (
        [
          [few, FEW],
          [many, MANY],
        ] as const
      ).entries()) {
        const startedAt = performance.now();
        for (let count = 0; count < BATCH; count++) await work(store, Math.floor(random() * below));
        times[index]?.push(performance.now() - startedAt);
      }
    return least(times[1]) / Math.max(1, least(times[0]));
  }

  it('get', async () => {
    expect(await ratioOf((store, index) => store.get(keyOf(`/${index}`)))).to.be.at.most(3);
  });

  it('put in the place of an older page', async () => {
    const put = (store: Store, index: number): Promise<unknown> =>
      store.put(page(`/${index}`, { usedAt: NOW + index }), bytes(100));
    expect(await ratioOf(put)).to.be.at.most(WALKS_INDEXES ? 20 : 3);
  });

  it('put of a new page', async () => {
    let count = 0;
    const put = (store: Store): Promise<unknown> => store.put(page(`/new/${count++}`), bytes(100));
    expect(await ratioOf(put)).to.be.at.most(3);
  });

  it('evict with nothing due', async () => {
    expect(await ratioOf((store) => store.evict(PLENTY))).to.be.at.most(3);
  });

  it('invalidating a tag that all pages carry, and the next hit (rule 4)', async () => {
    const work = async (store: Store, index: number): Promise<void> => {
      await store.invalidate([tagMark('all')], 'soft');
      const { entry, invalidated } = await store.get(keyOf(`/${index}`));
      // Some of the pages were put anew since, without the tag.
      if (entry?.kind === 'page' && entry.tags.length) expect(invalidated).to.equal('soft');
    };
    expect(await ratioOf(work)).to.be.at.most(3);
  });

  it('the first pages of a listing', async () => {
    expect(await ratioOf((store) => store.recent('d\n', 20))).to.be.at.most(3);
  });
});
