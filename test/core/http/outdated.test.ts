import { expect } from 'chai';
import { isFromBefore, isOutdated } from '../../../src/core/http/outdated.js';
import { headers } from '../helpers.js';

const DATE = 'Fri, 27 Nov 2026 12:00:00 GMT';
const SWR = 'stale-while-revalidate=60';

describe('rule 37: a copy of the browser’s own cache that no navigation would be shown', () => {
  const table: [what: string, fields: Record<string, string>, seconds: number, outdated: boolean][] = [
    ['a copy past its freshness', { 'cache-control': `s-maxage=1, ${SWR}` }, 10, true],
    ['a fresh copy', { 'cache-control': `max-age=20, ${SWR}` }, 10, false],
    ['a copy that is fresh no longer', { 'cache-control': `max-age=5, ${SWR}` }, 10, true],
    ['a copy that was old when it came', { 'cache-control': `max-age=20, ${SWR}`, age: '15' }, 25, true],
    ['an old answer of a CDN', { 'cache-control': `max-age=5, ${SWR}`, age: '100' }, 101, false],
    ['a new answer', { 'cache-control': SWR }, 0, false],
    ['an answer after the request', { 'cache-control': SWR }, -3, false],
    ['a copy that may not be shown stale', { 'cache-control': 's-maxage=1' }, 10, false],
    ['an answer that says nothing', {}, 10, false],
    ['an answer without a date', { 'cache-control': SWR, date: '' }, 10, false],
  ];
  for (const [what, fields, seconds, outdated] of table)
    it(`${outdated ? 'is' : 'is not'} ${what}`, () => {
      expect(isOutdated(headers({ date: DATE, ...fields }), Date.parse(DATE) + seconds * 1000)).to.equal(
        outdated,
      );
    });
});

describe('rule 36: a copy that the browser has had since before a moment', () => {
  const table: [what: string, fields: Record<string, string>, requestedAfter: number, is: boolean][] = [
    ['a copy from before it', {}, 20, true],
    ['a copy from before it, long after', {}, 10_000, true],
    ['a new answer', { date: 'Fri, 27 Nov 2026 12:00:20 GMT' }, 20, false],
    ['a copy from after it', { date: 'Fri, 27 Nov 2026 12:00:12 GMT' }, 20, false],
    ['an old answer that a CDN had', { age: '20' }, 20, false],
    ['a copy of an old answer that a CDN had', { age: '5' }, 20, true],
    ['a copy of the last seconds', { date: 'Fri, 27 Nov 2026 12:00:09 GMT' }, 11, false],
    ['an answer of a server whose clock is ahead', { date: 'Fri, 27 Nov 2026 12:01:00 GMT' }, 20, false],
    ['an answer without a date', { date: '' }, 20, false],
  ];
  const moment = Date.parse(DATE) + 10_000;
  for (const [what, fields, requestedAfter, is] of table)
    it(`${is ? 'is' : 'is not'} ${what}`, () => {
      const requestedAt = Date.parse(DATE) + requestedAfter * 1000;
      expect(isFromBefore(moment, headers({ date: DATE, ...fields }), requestedAt)).to.equal(is);
    });

  it('is nothing while the visitor has never become another', () => {
    expect(isFromBefore(0, headers({ date: DATE }), Date.parse(DATE) + 1e6)).to.equal(false);
  });
});
