import { expect } from 'chai';
import { excess, victims, type Totals } from '../../../src/core/cache/eviction.js';

const LIMITS = { maxEntries: 100, maxBytes: 1000 };

/** What is left of pages of these sizes, the first to go in front. */
function left(sizes: number[], limits: { maxEntries: number; maxBytes: number }): number[] {
  const pages = sizes.map((size) => ({ size }));
  const over = excess({ entries: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }, limits);
  const gone = over ? victims(pages, over) : [];
  return pages.filter((page) => !gone.includes(page)).map(({ size }) => size);
}

describe('rule 33: how much must go', () => {
  it('rule 33: within the limits, to the last byte, nothing goes', () => {
    for (const totals of [
      { entries: 0, bytes: 0 },
      { entries: 100, bytes: 1000 },
      { entries: 1, bytes: 1000 },
      { entries: 100, bytes: 0 },
    ])
      expect(excess(totals, LIMITS)).to.equal(undefined);
  });

  it('rule 33: beyond a limit a tenth of it is made free, so that not every write evicts', () => {
    expect(excess({ entries: 101, bytes: 0 }, LIMITS)?.entries).to.equal(11);
    expect(excess({ entries: 1, bytes: 1001 }, LIMITS)?.bytes).to.equal(101);
    expect(left(Array<number>(101).fill(1), LIMITS).length).to.equal(90);
  });

  it('rule 33: the limits hold afterwards, and what was used last stays, for limits of any size', () => {
    for (let maxEntries = 1; maxEntries <= 40; maxEntries++) {
      const kept = left(Array<number>(maxEntries + 1).fill(1), { maxEntries, maxBytes: 1e9 });
      expect(kept.length).to.be.within(1, maxEntries);
    }
  });

  it('rule 33: a limit of 0 leaves nothing', () => {
    expect(left([5, 5], { maxEntries: 0, maxBytes: 1e9 })).to.deep.equal([]);
    expect(left([5, 5], { maxEntries: 10, maxBytes: 0 })).to.deep.equal([]);
  });
});

describe('rule 33: what goes', () => {
  it('rule 33: a damaged row takes nothing with it that stands behind it', () => {
    const candidates = [
      { size: NaN },
      { size: 'x' as never, overhead: null as never },
      { size: 30 },
      { size: 40 },
    ];
    expect(victims(candidates, { entries: 1, bytes: 30 })).to.deep.equal(candidates.slice(0, 3));
  });

  it('rule 33: the first of the candidates go, and no more than need to', () => {
    const candidates = [{ size: 10 }, { size: 20 }, { size: 30 }, { size: 40 }];
    const table: [over: Totals, sizes: number[]][] = [
      [{ entries: 0, bytes: 0 }, []],
      [{ entries: -5, bytes: -5 }, []],
      [{ entries: 1, bytes: 0 }, [10]],
      [{ entries: 2, bytes: -100 }, [10, 20]],
      [{ entries: 0, bytes: 1 }, [10]],
      [{ entries: 0, bytes: 10 }, [10]],
      [{ entries: 0, bytes: 11 }, [10, 20]],
      [{ entries: 3, bytes: 1 }, [10, 20, 30]],
      [{ entries: 1, bytes: 60 }, [10, 20, 30]],
      [{ entries: 99, bytes: 0 }, [10, 20, 30, 40]],
    ];
    for (const [over, sizes] of table)
      expect(
        victims(candidates, over).map(({ size }) => size),
        JSON.stringify(over),
      ).to.deep.equal(sizes);
  });

  it('rule 33: markers, which free no bytes, do not stop it', () => {
    expect(
      victims([{ size: 0 }, { size: 0 }, { size: 7 }, { size: 8 }], { entries: 0, bytes: 5 }).length,
    ).to.equal(3);
  });

  it('rule 33: the candidates are left as they are', () => {
    const candidates = Object.freeze([{ size: 1, key: 'a' }]);
    expect(victims(candidates, { entries: 1, bytes: 0 })[0]).to.equal(candidates[0]);
    expect(victims([], { entries: 1, bytes: 1 })).to.deep.equal([]);
  });
});
