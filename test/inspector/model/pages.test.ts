import { expect } from 'chai';
import {
  ageAt,
  bytesByRoute,
  choicesOf,
  NO_FILTER,
  rowOf,
  select,
  spentAt,
  stateAt,
  type Row,
  type Sort,
} from '../../../src/inspector/model/pages.js';
import { inspectedPage as page } from '../pages.js';

const NOW = 1_000_000;
const row = (path: string, more: Parameters<typeof page>[1] = {}): Row => rowOf(page(path, more), NOW);

describe('a listed page, as time passes', () => {
  const fresh = row('/a', { age: 10, revalidate: 60, expire: 100 });

  it('grows older by the second', () => expect(ageAt(fresh, NOW + 5_000)).to.equal(15));

  it('becomes stale when its lifetime is over, and expired when it may no longer be served', () => {
    expect(stateAt(fresh, NOW + 49_000)).to.equal('fresh');
    expect(stateAt(fresh, NOW + 50_000)).to.equal('stale');
    expect(stateAt(fresh, NOW + 90_000)).to.equal('expired');
  });

  it('stays fresh for ever without a lifetime', () => {
    const ever = row('/a', { revalidate: null, expire: null });
    expect(stateAt(ever, NOW + 1e12)).to.equal('fresh');
    expect(spentAt(ever, NOW + 1e12)).to.equal(0);
  });

  it('stays stale where it was invalidated while it was fresh', () =>
    expect(stateAt(row('/a', { state: 'stale', age: 1, revalidate: 60 }), NOW)).to.equal('stale'));

  it('has a ring that closes over its lifetime', () => {
    expect(spentAt(fresh, NOW + 20_000)).to.equal(0.5);
    expect(spentAt(row('/a', { state: 'expired' }), NOW)).to.equal(1);
  });
});

describe('the listed pages', () => {
  const rows = [
    row('/products/2', { title: 'Two', size: 30, tags: ['new'], route: '/products/*', lastUsedAt: 2 }),
    row('/products/1?size=L', { title: 'One', size: 10, route: '/products/*', lastUsedAt: 3, age: 50 }),
    row('/news', { title: 'News of TWO', size: 20, tags: ['new', 'news'], state: 'stale', lastUsedAt: 1 }),
  ];
  const paths = (filter = {}, sort: Sort = 'path', isDescending = false): string[] =>
    select(rows, { filter: { ...NO_FILTER, ...filter }, sort, isDescending, now: NOW }).map(
      ({ path }) => path,
    );

  for (const [what, filter, left] of [
    ['words in any order, of path, title and tags', { words: 'two new' }, ['/news', '/products/2']],
    ['a query', { words: 'size=l' }, ['/products/1?size=L']],
    ['spaces alone', { words: '  ' }, ['/news', '/products/1?size=L', '/products/2']],
    ['a route', { route: '/products/*' }, ['/products/1?size=L', '/products/2']],
    ['a state', { state: 'stale' }, ['/news']],
    ['a tag', { tag: 'news' }, ['/news']],
    ['a route and a tag', { route: '/products/*', tag: 'new' }, ['/products/2']],
  ] as const)
    it(`are filtered by ${what}`, () => expect(paths(filter)).to.deep.equal(left));

  for (const [sort, first] of [
    ['path', '/news'],
    ['state', '/products/2'],
    ['age', '/products/2'],
    ['size', '/products/1?size=L'],
    ['lastUsedAt', '/products/1?size=L'],
  ] as const)
    it(`are sorted by ${sort}, either way`, () => {
      expect(paths({}, sort)[0]).to.equal(first);
      expect(paths({}, sort, true)).to.have.length(3);
    });

  it('offer their routes and tags to filter by, each once', () =>
    expect(choicesOf(rows)).to.deep.equal({ routes: ['/*', '/products/*'], tags: ['new', 'news'] }));

  it('are summed up by route', () =>
    expect(bytesByRoute([...rows, row('/gone', { route: null, size: 1 })])).to.deep.equal([
      { route: '/products/*', bytes: 40, pages: 2 },
      { route: '/*', bytes: 20, pages: 1 },
      { route: 'no route', bytes: 1, pages: 1 },
    ]));
});
