import { expect } from 'chai';
import { retryDelay } from '../../../src/core/cache/backoff.js';

/** From 0 to 1, both included. */
const RANDOMS = Array.from({ length: 101 }, (_, index) => index / 100);
const LIFETIMES = [0, 0.5, 3, 10, 29.9, 30, 60, 86_400, Infinity];

describe('rule 9: when a failed regeneration is tried again', () => {
  const table: [revalidate: number, failures: number, longest: number][] = [
    [0, 1, 3],
    [1, 1, 3],
    [3, 1, 3],
    [10, 1, 10],
    [30, 1, 30],
    [60, 1, 30],
    [Infinity, 1, 30],
    [10, 2, 20],
    [10, 3, 40],
    [30, 4, 240],
    [30, 5, 300],
    [3, 8, 300],
    [3, 5000, 300],
    [Infinity, 5000, 300],
  ];
  for (const [revalidate, failures, longest] of table) {
    it(`rule 9: with revalidate ${revalidate}, failure ${failures} is followed by a wait of at most ${longest} s`, () => {
      expect(retryDelay(revalidate, failures, 0)).to.equal(longest);
    });
  }

  it('rule 9: chance shortens the wait by a quarter at most, and never below 3 s', () => {
    for (const revalidate of LIFETIMES)
      for (let failures = 1; failures < 20; failures++) {
        const longest = retryDelay(revalidate, failures, 0);
        for (const random of RANDOMS) {
          const wait = retryDelay(revalidate, failures, random);
          expect(wait).to.be.within(Math.max(3, longest * 0.75), longest);
        }
      }
  });

  it('rule 9: the wait grows with every failure until it is 5 minutes', () => {
    for (const revalidate of LIFETIMES)
      for (const random of [0, 0.3, 1]) {
        let before = 0;
        for (let failures = 1; failures < 40; failures++) {
          const wait = retryDelay(revalidate, failures, random);
          expect(wait).to.be.at.least(before);
          before = wait;
        }
        expect(before).to.equal(300 * (1 - random / 4));
      }
  });

  it('rule 9: chance spreads the visitors out', () => {
    const waits = new Set(RANDOMS.map((random) => retryDelay(60, 3, random)));
    expect(waits.size).to.equal(RANDOMS.length);
  });
});
