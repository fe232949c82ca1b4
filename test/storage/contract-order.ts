/** In which order every store lists pages, and in which it lets them go. */
import { expect } from 'chai';
import type { PageEntry } from '../../src/core/cache/entry.js';
import { MAX_MINOR, type Store } from '../../src/storage/store.js';
import { bytes, left, marker, NOW, page, putAll, totalsOf } from './fixtures.js';

const PLENTY = { maxEntries: 10_000, maxBytes: 1e9 };
const pathOf = ({ url }: PageEntry): string => new URL(url).pathname;

/** Every page of the scope, read in portions. */
async function listed(store: Store, portion: number): Promise<string[]> {
  const paths: string[] = [];
  for (let after: [number, string] | undefined; ;) {
    const pages = await store.recent('d\n', portion, after);
    expect(pages.length).to.be.at.most(portion);
    paths.push(...pages.map(pathOf));
    const last = pages.at(-1);
    if (!last) return paths;
    after = [last.rank, last.key];
  }
}

export function listsPages(store: () => Store): void {
  it('lists the latest used first, and pages of its scope only', async () => {
    await putAll(store(), [
      page('/middle', { usedAt: NOW + 1 }),
      page('/oldest'),
      page('/of-another-user', { scope: 'd\nuser', usedAt: NOW + 9 }),
      page('/of-another-deployment', { scope: 'd2\n', usedAt: NOW + 9 }),
      page('/latest', { usedAt: NOW + 2 }),
    ]);
    await store().put(marker('/marker', { usedAt: NOW + 9 }));
    for (const portion of [1, 2, 3, 50])
      expect(await listed(store(), portion)).to.deep.equal(['/latest', '/middle', '/oldest']);
  });

  it('goes on after the last page seen, which may be gone meanwhile', async () => {
    await putAll(
      store(),
      [5, 4, 3, 2, 1].map((age) => page(`/${age}`, { usedAt: NOW - age })),
    );
    const [, second] = await store().recent('d\n', 2);
    if (second) await store().delete(second.key);
    const rest = await store().recent('d\n', 9, second && [second.rank, second.key]);
    expect(rest.map(pathOf)).to.deep.equal(['/3', '/4', '/5']);
  });

  it('lists each of many pages used in one millisecond once, by key', async () => {
    const paths = Array.from({ length: 150 }, (_, index) => `/${1000 + index}`);
    await Promise.all([...paths].reverse().map((path) => store().put(page(path), bytes(100))));
    await putAll(store(), [page('/later', { usedAt: NOW + 1 }), page('/earlier', { usedAt: NOW - 1 })]);
    expect(await listed(store(), 10)).to.deep.equal(['/later', ...paths, '/earlier']);
  });
}

export function evicts(store: () => Store): void {
  const paths = Array.from({ length: 10 }, (_, index) => `/${index}`);
  const inOrder = paths.map((path, index) => page(path, { usedAt: NOW + index }));

  it('lets nothing go within the limits', async () => {
    await putAll(store(), inOrder);
    expect(await store().evict({ maxEntries: 10, maxBytes: 1000 })).to.equal(0);
    expect(await left(store(), paths)).to.deep.equal(paths);
  });

  it('lets the pages unused for longest go, beyond a number of entries', async () => {
    await putAll(store(), inOrder);
    const gone = await store().evict({ maxEntries: 5, maxBytes: 1e9 });
    expect(gone).to.be.within(5, 6);
    expect(await left(store(), paths)).to.deep.equal(paths.slice(gone));
    expect(await totalsOf(store())).to.deep.equal({ entries: 10 - gone, bytes: (10 - gone) * 100 });
  });

  it('lets the pages unused for longest go, beyond a number of bytes', async () => {
    await putAll(store(), inOrder);
    const gone = await store().evict({ maxEntries: 100, maxBytes: 350 });
    expect(gone).to.equal(7);
    expect(await left(store(), paths)).to.deep.equal(paths.slice(7));
  });

  it('counts the bytes of headers, tags and markers as well', async () => {
    const weighed = (path: string, at: number, size: number, overhead: number) =>
      page(path, { usedAt: NOW + at, size, overhead });
    await putAll(store(), [weighed('/0', 0, 100, 900), weighed('/1', 1, 100, 400), weighed('/2', 2, 100, 0)]);
    await store().put(marker('/marker', { overhead: 50 }));
    expect(await totalsOf(store())).to.deep.equal({ entries: 4, bytes: 300, overhead: 1350 });
    await store().updateMetadata({ ...weighed('/2', 2, 100, 250), requestedAt: NOW + 1 });
    expect(await totalsOf(store())).to.deep.equal({ entries: 4, bytes: 300, overhead: 1600 });
    expect(await store().evict({ maxEntries: 9, maxBytes: 1900 })).to.equal(0);
    await store().evict({ maxEntries: 9, maxBytes: 1000 });
    expect(await left(store(), ['/marker', '/0', '/1', '/2'])).to.deep.equal(['/1', '/2']);
    expect(await totalsOf(store())).to.deep.equal({ entries: 2, bytes: 200, overhead: 650 });
    await store().put(weighed('/1', 3, 300, 0), bytes(300));
    await store().delete('d\n\nhttps://shop.test/2');
    await store().put(page('/old-row'), bytes(100));
    expect(await totalsOf(store())).to.deep.equal({ entries: 2, bytes: 400 });
  });

  it('goes by when pages were used, not by when they were stored', async () => {
    await putAll(store(), inOrder);
    await store().record({ used: new Map([[inOrder[0]?.key ?? '', NOW + 99]]), counts: {} });
    await store().evict({ maxEntries: 2, maxBytes: 1e9 });
    expect(await left(store(), paths)).to.include('/0');
  });

  it('lets not-found pages go first and pinned ones last', async () => {
    await putAll(store(), [
      page('/pinned', { priority: 1, usedAt: NOW - 99 }),
      page('/old', { usedAt: NOW - 50 }),
      page('/new'),
      page('/not-found', { status: 404, priority: -1, usedAt: NOW + 99 }),
    ]);
    const all = ['/pinned', '/old', '/new', '/not-found'];
    const steps = [];
    for (const maxEntries of [3, 2, 1, 0]) {
      await store().evict({ maxEntries, maxBytes: 1e9 });
      steps.push(await left(store(), all));
    }
    expect(steps).to.deep.equal([['/pinned', '/old', '/new'], ['/pinned', '/new'], ['/pinned'], []]);
  });

  it('lets pages go first that were used while the clock was ahead, within their kind', async () => {
    const [now, year] = [Date.now(), 365 * 86_400_000];
    const given = (path: string, usedAt: number, priority: -1 | 0 | 1 = 0) =>
      page(path, { usedAt, priority });
    await putAll(store(), [
      given('/ahead-2', now + year + 1),
      given('/pinned-ahead', now + year, 1),
      given('/not-found-ahead', now + year, -1),
      given('/pinned', now - 99, 1),
      given('/ahead-1', now + year),
      given('/old', now - 50),
      given('/new', now),
      given('/not-found', now, -1),
    ]);
    const order = [
      'not-found-ahead',
      'not-found',
      'ahead-1',
      'ahead-2',
      'old',
      'new',
      'pinned-ahead',
      'pinned',
    ];
    const all = order.map((name) => `/${name}`);
    const sizes = [];
    for (let maxBytes = 700; maxBytes >= 0; maxBytes -= 100) {
      await store().evict({ maxEntries: 8, maxBytes });
      const stays = await left(store(), all);
      expect(stays, `with ${maxBytes} bytes`).to.deep.equal(all.slice(all.length - stays.length));
      sizes.push(stays.length);
    }
    expect(sizes).to.deep.equal([6, 6, 4, 4, 2, 2, 0, 0]);
  });

  it('works at its whole size with pages from the future, forth and back', async () => {
    const [now, year] = [Date.now(), 365 * 86_400_000];
    const limits = { maxEntries: 20, maxBytes: 1e9 };
    const names: string[] = [];
    // The clock is ahead for 40 pages, right for 40, a year behind for 40, and right again.
    for (const [at, moved] of [year, 0, -year, 0].entries())
      for (let index = 0; index < 40; index++) {
        names.push(`/${at}-${index}`);
        const usedAt = now + moved - 1e6 + at * 1000 + index;
        await store().put(page(`/${at}-${index}`, { usedAt }), bytes(100));
        await store().evict(limits);
      }
    const latest = names.slice(-17);
    expect(await left(store(), latest)).to.deep.equal(latest);
  });

  it('keeps new markers, however many were made while the clock was ahead', async () => {
    const [now, year] = [Date.now(), 365 * 86_400_000];
    for (let index = 0; index < MAX_MINOR; index++)
      await store().put(marker(`/ahead-${index}`, { usedAt: now + year + index }));
    await store().put(marker('/new', { usedAt: now }));
    await store().evict(PLENTY);
    expect(await left(store(), ['/ahead-0', '/ahead-1', '/new'])).to.deep.equal(['/ahead-1', '/new']);
  });

  it('keeps few not-found pages and markers, the latest', async () => {
    const minor = Array.from({ length: MAX_MINOR + 5 }, (_, index) =>
      marker(`/${index}`, { usedAt: NOW + index }),
    );
    await Promise.all(minor.map((entry) => store().put(entry)));
    await putAll(store(), [page('/page', { usedAt: NOW - 99 })]);
    expect(await store().evict(PLENTY)).to.equal(5);
    expect(await store().evict(PLENTY)).to.equal(0);
    expect(await left(store(), ['/0', '/4', '/5', '/104', '/page'])).to.deep.equal(['/5', '/104', '/page']);
    expect(await totalsOf(store())).to.deep.equal({ entries: MAX_MINOR + 1, bytes: 100 });
  });

  it('frees as much as it has to, also beyond what it reads at once', async () => {
    const many = Array.from({ length: 260 }, (_, index) => page(`/${index}`, { usedAt: NOW + index }));
    await Promise.all(many.map((entry) => store().put(entry, bytes(entry.size))));
    expect(await store().evict({ maxEntries: 20, maxBytes: 1e9 })).to.be.within(240, 242);
    const { entries } = await totalsOf(store());
    expect(await store().recent('d\n', 300)).to.have.length(entries);
    expect(await store().evict({ maxEntries: 0, maxBytes: 0 })).to.equal(entries);
    expect(await totalsOf(store())).to.deep.equal({ entries: 0, bytes: 0 });
  });
}
