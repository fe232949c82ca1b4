import { expect } from 'chai';
import { isDue } from '../../../src/core/cache/warm-queue.js';
import { aPage, NOW } from '../helpers.js';

const YEAR = 365 * 86_400_000;
const page = (changedDaysAgo: number) => {
  const changed = NOW - changedDaysAgo * 86_400_000;
  return { url: 'https://shop.test/', priority: 0.5, changed: [changed, changed] as const };
};

describe('a page to warm, after the clock was set', () => {
  it('is due if it was stored while the clock was ahead: when it was generated is not known', () => {
    expect(isDue(page(1), { entry: aPage({ requestedAt: NOW + YEAR }) }, NOW)).to.equal(true);
  });

  it('is not due if the origin’s own date says that it is up to date', () => {
    const date = new Date(NOW - 60_000).toUTCString();
    const entry = aPage({ requestedAt: NOW + YEAR, headers: [['date', date]] });
    expect(isDue(page(1), { entry }, NOW)).to.equal(false);
  });

  it('waits for no retry and no bypass that was planned while the clock was ahead', () => {
    const old = aPage({ requestedAt: NOW - YEAR, retryAt: NOW + YEAR });
    expect(isDue(page(1), { entry: old }, NOW)).to.equal(true);
    const { key } = old;
    const entry = { kind: 'pass', key, size: 0, usedAt: NOW, priority: -1, until: NOW + YEAR } as const;
    expect(isDue(page(1), { entry }, NOW)).to.equal(true);
  });
});
