import { expect } from 'chai';
import { isOutdated } from '../../../src/core/http/outdated.js';
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
