import { expect } from 'chai';
import { compare } from '../../../src/inspector/model/compare.js';
import { bytes, duration } from '../../../src/inspector/model/format.js';
import { pointOf, withPoint, type Point } from '../../../src/inspector/model/history.js';
import { memoized } from '../../../src/inspector/model/memoized.js';
import { rowOf } from '../../../src/inspector/model/pages.js';
import { inspectedPage, request } from '../pages.js';

const counts = { hits: 5, stale: 2, misses: 3, regenerations: 4, failures: 0 };

describe('a point of the charts', () => {
  it('counts what happened since the point before', () => {
    const before = { ...counts, hits: 3, stale: 2, misses: 0 };
    const { hits, stale, misses } = pointOf(1000, counts, { before, requests: [] });
    expect([hits, stale, misses]).to.deep.equal([2, 0, 3]);
  });

  it('is 0 at first, and where the counts were deleted', () => {
    expect(pointOf(1000, counts, { requests: [] }).hits).to.equal(0);
    expect(pointOf(1000, { ...counts, hits: 0 }, { before: counts, requests: [] }).hits).to.equal(0);
  });

  it('tells the requests that the origin was spared from those that it got', () => {
    const { spared, made } = pointOf(1000, counts, { requests: [] });
    expect([spared, made]).to.deep.equal([5, 7]);
  });

  it('has the median duration of answers from the store and from the network', () => {
    const requests = [
      ...[1, 2, 9].map((took) => request(took, 'fresh', took)),
      ...[100, 300].map((took) => request(took, 'miss', took)),
    ];
    const { stored, network } = pointOf(1000, counts, { requests });
    expect([stored, network]).to.deep.equal([2, 300]);
    expect(pointOf(1000, counts, { requests: [] }).stored).to.equal(null);
  });

  it('is forgotten after five minutes', () => {
    let points: Point[] = [];
    for (let second = 0; second < 400; second++)
      points = withPoint(points, pointOf(second * 1000, counts, { requests: [] }));
    expect(points).to.have.length(300);
    expect(points[0]?.at).to.equal(100);
  });
});

describe('deployments side by side', () => {
  const row = (path: string, size: number) => rowOf(inspectedPage(path, { size }), 0);

  it('put what differs first, and leave a gap where a page is missing', () => {
    const compared = compare([
      [row('/same', 1), row('/only', 1), row('/other', 1)],
      [row('/same', 1), row('/other', 2)],
    ]);
    expect(compared.map(({ path, differs }) => [path, differs])).to.deep.equal([
      ['/only', true],
      ['/other', true],
      ['/same', false],
    ]);
    expect(compared[0]?.pages[1]).to.equal(undefined);
  });
});

describe('a remembered result', () => {
  it('is computed anew only when what it depends on has changed', () => {
    let computed = 0;
    const twice = memoized(
      (one: { number: number; other: number }) => {
        computed += 1;
        return one.number * 2;
      },
      ([{ number }]) => [number],
    );
    expect([
      twice({ number: 1, other: 0 }),
      twice({ number: 1, other: 1 }),
      twice({ number: 2, other: 0 }),
    ]).to.deep.equal([2, 2, 4]);
    expect(computed).to.equal(2);
  });
});

describe('numbers', () => {
  it('are written as people read them', () => {
    expect([0, 999, 1000, 1_234_567].map(bytes)).to.deep.equal(['0 B', '999 B', '1.0 kB', '1.2 MB']);
    expect([0, 99.9, 100, 7200, 200_000].map(duration)).to.deep.equal(['0 s', '99 s', '1 min', '2 h', '2 d']);
  });
});
