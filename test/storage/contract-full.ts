/** What every store promises on a full disk: deletes succeed, and the totals are exact whenever they are read. */
import { expect } from 'chai';
import type { Store } from '../../src/storage/store.js';
import { bytes, keyOf, left, NOW, page, putAll, sizeIn, totalsOf } from './fixtures.js';
import { expectRefused, type Disk } from './full-disk.js';

const PATHS = ['/a/1', '/a/2', '/b/1', '/b/2', '/c'];

export function survivesAFullDisk(store: () => Store, disk: Disk): void {
  const deletes: [what: string, act: () => Promise<unknown>, left: string[]][] = [
    ['delete', () => store().delete(keyOf('/a/1')), ['/a/2', '/b/1', '/b/2', '/c']],
    ['deletePrefix', () => store().deletePrefix(keyOf('/a/')), ['/b/1', '/b/2', '/c']],
    ['evict', () => store().evict({ maxEntries: 2, maxBytes: 1e9 }), ['/b/2', '/c']],
    ['clear', () => store().clear(), []],
    [
      'many deletes at once',
      () => Promise.all(PATHS.slice(1).map((path) => store().delete(keyOf(path)))),
      ['/a/1'],
    ],
  ];
  for (const [what, act, rest] of deletes)
    it(`rule 33: ${what} works, and the totals are exact during it and after it`, async () => {
      await putAll(
        store(),
        PATHS.map((path, at) => page(path, { usedAt: NOW + at, size: 100 + at })),
      );
      const pages = rest.map((path) => 100 + PATHS.indexOf(path));
      const sum = pages.reduce((a, b) => a + b, 0);
      disk.full = true;
      await act();
      expect(await left(store(), PATHS)).to.deep.equal(rest);
      expect(await totalsOf(store())).to.deep.equal({ entries: rest.length, bytes: sum });
      disk.full = false;
      expect(await totalsOf(store())).to.deep.equal({ entries: rest.length, bytes: sum });
      const after = { entries: rest.length + 1, bytes: sum + 7 };
      expect(await store().put(page('/new', { size: 7 }), bytes(7))).to.include(after);
      expect(await totalsOf(store())).to.deep.equal(after);
    });

  it('rule 33: evict frees as many bytes as it should, while the totals are not known', async () => {
    await putAll(
      store(),
      PATHS.map((path, at) => page(path, { usedAt: NOW + at })),
    );
    disk.full = true;
    await store().delete(keyOf('/c'));
    expect(await store().evict({ maxEntries: 100, maxBytes: 300 })).to.equal(2);
    expect(await left(store(), PATHS)).to.deep.equal(['/b/1', '/b/2']);
  });

  it('rule 33: a row of state is deleted', async () => {
    await store().setState('settings', { deployments: ['d'], user: 'ada' });
    disk.full = true;
    await store().setState('settings', undefined, 'strict');
    expect(await store().state('settings')).to.equal(undefined);
  });

  it('rule 33: what is refused changes nothing', async () => {
    await putAll(store(), [page('/a/1')]);
    disk.full = true;
    await expectRefused(store().put(page('/a/1', { hash: 'new', size: 7 }), bytes(7)));
    await expectRefused(store().invalidate(['/a/1'], 'hard'));
    await expectRefused(store().setState('settings', { deployments: [] }));
    const stored = await store().get(keyOf('/a/1'));
    expect([stored.entry, sizeIn(stored), stored.invalidated]).to.deep.equal([page('/a/1'), 100, undefined]);
    expect(await totalsOf(store())).to.deep.equal({ entries: 1, bytes: 100 });
  });
}
