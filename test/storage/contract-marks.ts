/** What every store promises of marks (rules 4 and 31). */
import { expect } from 'chai';
import { EVERYTHING } from '../../src/core/cache/invalidation.js';
import { MAX_MARKS, type Store } from '../../src/storage/store.js';
import { bytes, keyOf, page, sizeIn } from './fixtures.js';

/** What a store says of the page at a path. */
const stateOf = async (store: Store, path: string): Promise<string | undefined> =>
  (await store.get(keyOf(path))).invalidated;

const putNow = async (store: Store, path: string): Promise<void> => {
  const { fence } = await store.get(keyOf(path));
  await store.put(page(path, { fence }), bytes(100));
};

export function marks(store: () => Store): void {
  it('number each invalidation, and concern what was asked for before', async () => {
    await putNow(store(), '/a');
    await store().invalidate(['/a', '/b'], 'soft');
    await putNow(store(), '/b');
    const { fence } = await store().get(keyOf('/c'));
    expect(fence).to.be.above(0);
    expect([await stateOf(store(), '/a'), await stateOf(store(), '/b')]).to.deep.equal(['soft', undefined]);
    await store().invalidate(['/a', '/b'], 'hard');
    expect((await store().get(keyOf('/c'))).fence).to.equal(fence + 1);
    expect([await stateOf(store(), '/a'), await stateOf(store(), '/b')]).to.deep.equal(['hard', 'hard']);
    await putNow(store(), '/a');
    expect(await stateOf(store(), '/a')).to.equal(undefined);
  });

  it('a soft one leaves a hard one standing', async () => {
    await putNow(store(), '/a');
    await store().invalidate(['/a'], 'hard');
    await store().invalidate(['/a'], 'soft');
    expect(await stateOf(store(), '/a')).to.equal('hard');
  });

  it('of which many come at once each stand, in few writes', async () => {
    for (const path of ['/both', '/soft', '/hard', '/none']) await putNow(store(), path);
    await store().invalidate(['#first'], 'soft');
    const { fence: before } = await store().get(keyOf('/none'));
    const names = Array.from({ length: 100 }, (_, index) => `#${index}`);
    await Promise.all([
      store().invalidate(['/both', '/soft'], 'soft'),
      store().invalidate(['/both', '/hard'], 'hard'),
      ...names.map((name) => store().invalidate([name], 'soft')),
      store().invalidate(['/both'], 'soft'),
    ]);
    const states = ['/both', '/soft', '/hard', '/none'].map((path) => stateOf(store(), path));
    expect(await Promise.all(states)).to.deep.equal(['hard', 'soft', 'hard', undefined]);
    const { fence } = await store().get(keyOf('/none'));
    expect(fence - before).to.be.within(1, 20);
    await putNow(store(), '/both');
    expect(await stateOf(store(), '/both')).to.equal(undefined);
  });

  it('of a feed come with its offset, both modes under one number', async () => {
    const position = { url: '/feed', offset: '1_000002', checkedAt: 5 };
    for (const path of ['/a', '/b', '/c']) await putNow(store(), path);
    const markings = [
      { names: ['/a', '/b'], mode: 'soft' },
      { names: ['/b'], mode: 'hard' },
    ] as const;
    await store().follow(position, markings, 1234);
    const states = ['/a', '/b', '/c'].map((path) => stateOf(store(), path));
    expect(await Promise.all(states)).to.deep.equal(['soft', 'hard', undefined]);
    expect(await store().state('feed')).to.deep.equal(position);
    expect(await store().markedAt(page('/a'))).to.equal(1234);
    expect((await store().get(keyOf('/a'))).fence).to.be.above(0);
  });

  it('of a feed without events are none: the offset alone is written', async () => {
    await putNow(store(), '/a');
    await store().follow({ url: '/feed', offset: '1_000003', checkedAt: 6 }, [], 0);
    expect((await store().state('feed'))?.offset).to.equal('1_000003');
    expect((await store().get(keyOf('/a'))).fence).to.equal(0);
  });

  it('a page that was on its way while the database was deleted can be replaced', async () => {
    await store().put(page('/a', { fence: 7, hash: 'of the former database' }), bytes(100));
    await putNow(store(), '/a');
    expect((await store().get(keyOf('/a'))).entry).to.include({ hash: page('/a').hash });
  });

  it('a page that was asked for earlier neither replaces nor renews a later one', async () => {
    await store().invalidate([EVERYTHING], 'soft');
    await store().put(page('/a', { fence: 1, hash: 'later' }), bytes(100));
    await store().put(page('/a', { fence: 0, hash: 'earlier' }), bytes(200));
    await store().updateMetadata(page('/a', { fence: 0, hash: 'later', failures: 7 }));
    const stored = await store().get(keyOf('/a'));
    expect(stored.entry).to.include({ fence: 1, hash: 'later', failures: 0 });
    expect(sizeIn(stored)).to.equal(100);
    expect(await store().state('totals')).to.include({ entries: 1, bytes: 100 });
  });

  it('tell when one was last made under a page’s names', async () => {
    const at = (path: string, tags: string[] = []): Promise<number> => store().markedAt(page(path, { tags }));
    expect(await at('/a')).to.equal(0);
    const before = Date.now();
    await store().invalidate(['/a', '#t'], 'soft');
    const between = Date.now();
    expect(await at('/a')).to.be.within(before, between);
    expect(await at('/b', ['t'])).to.equal(await at('/a'));
    expect(await at('/b')).to.equal(0);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await store().invalidate(['/a'], 'hard');
    expect(await at('/a')).to.be.above(between);
    expect(await at('/b', ['t'])).to.be.at.most(between);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const last = Date.now();
    await store().invalidate([EVERYTHING], 'soft');
    expect(await at('/b')).to.be.at.least(last);
  });

  it('beyond so many, everything is out of date, what was hard as hard', async function () {
    this.timeout(60_000);
    await putNow(store(), '/hard');
    await store().invalidate(['/hard'], 'hard');
    await putNow(store(), '/soft');
    const names = Array.from({ length: MAX_MARKS - 1 }, (_, index) => `#${index}`);
    await store().invalidate(names, 'soft');
    expect(await stateOf(store(), '/soft')).to.equal(undefined);
    expect(await store().markedAt(page('/soft'))).to.equal(0);
    const now = Date.now();
    await store().invalidate(['#one more'], 'soft');
    expect(await store().markedAt(page('/soft'))).to.be.at.least(now);
    expect([await stateOf(store(), '/hard'), await stateOf(store(), '/soft')]).to.deep.equal([
      'hard',
      'soft',
    ]);
    await putNow(store(), '/soft');
    expect(await stateOf(store(), '/soft')).to.equal(undefined);
  });
}
