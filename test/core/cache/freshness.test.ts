import { expect } from 'chai';
import { ageOf, freshnessOf, initialAgeOf, isAhead, ttlOf } from '../../../src/core/cache/freshness.js';
import { aPage, headers, NOW } from '../helpers.js';

const after = (seconds: number): number => NOW + seconds * 1000;

describe('rule 1: states', () => {
  const page = aPage({ revalidate: 60, expire: 3600 });
  const table: [seconds: number, state: string][] = [
    [0, 'fresh'],
    [59.999, 'fresh'],
    [60, 'stale'],
    [3599.999, 'stale'],
    [3600, 'expired'],
    [1e9, 'expired'],
  ];
  for (const [seconds, state] of table) {
    it(`rule 1: ${seconds} s after its generation, a page with revalidate 60 and expire 3600 is ${state}`, () => {
      expect(freshnessOf(page, after(seconds))).to.equal(state);
    });
  }

  it('rule 1: with revalidate false a page never becomes stale by time', () => {
    const forEver = aPage({ revalidate: Infinity, expire: Infinity });
    for (const seconds of [0, 1e3, 1e9, -1e9]) expect(freshnessOf(forEver, after(seconds))).to.equal('fresh');
    expect(ttlOf(forEver, after(1e9))).to.equal(Infinity);
  });

  it('rule 1: with revalidate 0 a page is stale at once, with expire 0 expired at once', () => {
    expect(freshnessOf(aPage({ revalidate: 0, expire: 60 }), NOW)).to.equal('stale');
    expect(freshnessOf(aPage({ revalidate: 0, expire: 0 }), NOW)).to.equal('expired');
  });

  it('rule 1: where revalidate and expire are one moment a page is never stale', () => {
    const page = aPage({ revalidate: 60, expire: 60 });
    expect(freshnessOf(page, after(59.999))).to.equal('fresh');
    expect(freshnessOf(page, after(60))).to.equal('expired');
  });
});

describe('rule 2: age', () => {
  it('rule 2: age is the Age header plus the time since the request started', () => {
    expect(ageOf(aPage({ initialAge: 40 }), after(2.5))).to.equal(42.5);
    expect(ttlOf(aPage({ initialAge: 40, revalidate: 60 }), after(30))).to.equal(-10);
  });

  it('rule 2: an Age header makes a page that has just arrived stale, or expired', () => {
    expect(freshnessOf(aPage({ initialAge: 60 }), NOW)).to.equal('stale');
    expect(freshnessOf(aPage({ initialAge: 3600 }), NOW)).to.equal('expired');
  });

  it('rule 2: a page from the future is not trusted to be fresh, whatever its lifetime', () => {
    for (const seconds of [-0.001, -60, -1e9]) {
      const page = aPage({ revalidate: 1e6, expire: 2e6 });
      expect(freshnessOf(page, after(seconds))).to.equal('stale');
      expect(ageOf(page, after(seconds))).to.equal(0);
    }
  });

  it('rule 2: a clock that was set back does not bring an expired page to life', () => {
    expect(freshnessOf(aPage({ initialAge: 3600 }), after(-1e9))).to.equal('expired');
  });

  const ages: [field: string | undefined, seconds: number][] = [
    [undefined, 0],
    ['', 0],
    ['0', 0],
    ['42', 42],
    [' 42 ', 42],
    ['0042', 42],
    ['42, 7', 42],
    ['42 , 7', 42],
    ['x, 7', 0],
    [', 7', 0],
    ['-5', 0],
    ['+5', 0],
    ['4.5', 0],
    ['1e3', 0],
    ['0x10', 0],
    ['"42"', 0],
    ['42s', 0],
    ['Infinity', 0],
    ['NaN', 0],
    ['9'.repeat(400), 2 ** 31],
  ];
  for (const [field, seconds] of ages) {
    it(`rule 2: "Age: ${field?.slice(0, 20) ?? 'absent'}" counts as ${seconds} s (RFC 9111 §5.1)`, () => {
      expect(initialAgeOf({ get: () => field ?? null })).to.equal(seconds);
      expect(initialAgeOf(headers({ age: field }))).to.equal(seconds);
    });
  }
});

describe('rules 9 and 19: moments to come', () => {
  it('rule 9: a moment is ahead until it is reached', () => {
    expect(isAhead(after(1), NOW)).to.equal(true);
    expect(isAhead(after(600), NOW)).to.equal(true);
    expect(isAhead(NOW, NOW)).to.equal(false);
    expect(isAhead(0, NOW)).to.equal(false);
  });

  it('rule 9: a moment further off than any that is ever set tells of a clock set back', () => {
    expect(isAhead(after(600.001), NOW)).to.equal(false);
    expect(isAhead(after(1e9), NOW)).to.equal(false);
  });
});
