import { expect } from 'chai';
import { originLifetime } from '../../../../src/core/policy/origin/lifetime.js';
import { headers, NOW } from '../../helpers.js';

type Said = [revalidate: number, expire: number];

function lifetime(fields: Record<string, string>, status = 200, shared = false): Said {
  const { revalidate, expire } = originLifetime(status, headers(fields), NOW, shared);
  return [revalidate, expire];
}
const date = (seconds: number): string => new Date(NOW + seconds * 1000).toUTCString();

describe('freshness by Cache-Control (RFC 9111 §4.2.1 and §5.2.2, RFC 5861 §3)', () => {
  const table: [field: string, said: Said][] = [
    ['', [0, 0]],
    ['max-age=60', [60, 60]],
    ['MAX-AGE=60', [60, 60]],
    ['Max-Age="60"', [60, 60]],
    ['max-age=0060', [60, 60]],
    ['  max-age=60  ,,  , public', [60, 60]],
    ['max-age=60, stale-while-revalidate=30', [60, 90]],
    ['max-age=60,stale-while-revalidate=30,stale-if-error=86400', [60, 90]],
    ['stale-while-revalidate=30', [0, 30]],
    ['max-age=60, max-age=5', [60, 60]],
    ['max-age=0, max-age=60', [0, 0]],
    ['max-age=-1', [0, 0]],
    ['max-age=1.5', [0, 0]],
    ["max-age='60'", [0, 0]],
    ['max-age=60s', [0, 0]],
    ['max-age', [0, 0]],
    ['max-age=60, no-cache', [0, 0]],
    ['max-age=60, No-Cache, stale-while-revalidate=30', [0, 0]],
    ['max-age=60, no-cache="x-a"', [60, 60]],
    ['max-age=60, must-revalidate, stale-while-revalidate=30', [60, 60]],
    ['s-maxage=600, max-age=60', [60, 60]],
    ['s-maxage=600', [0, 0]],
    ['ext="max-age=9, no-cache", max-age=60', [60, 60]],
    ['ext="a\\", max-age=9", max-age=60', [60, 60]],
    [`max-age=${'9'.repeat(400)}`, [2 ** 31, 2 ** 31]],
  ];
  for (const [field, said] of table) {
    it(`"Cache-Control: ${field.slice(0, 80)}" says ${said.join(', ')}`, () => {
      expect(lifetime({ 'Cache-Control': field })).to.deep.equal(said);
    });
  }

  it('rule 3: s-maxage is for shared caches, and counts here only where the route says so', () => {
    expect(lifetime({ 'Cache-Control': 's-maxage=600, max-age=60' }, 200, true)).to.deep.equal([600, 600]);
    expect(lifetime({ 'Cache-Control': 'max-age=60' }, 200, true)).to.deep.equal([60, 60]);
  });

  it('several fields are one', () => {
    const fields = headers();
    fields.append('Cache-Control', 'public');
    fields.append('Cache-Control', 'max-age=60');
    expect(originLifetime(200, fields, NOW).revalidate).to.equal(60);
  });
});

describe('freshness with Pragma: no-cache, as in browsers', () => {
  const table: [fields: Record<string, string>, said: Said][] = [
    [{ 'Cache-Control': 'max-age=60, stale-while-revalidate=30' }, [0, 0]],
    [{ Expires: date(60) }, [0, 0]],
    [{ 'Last-Modified': date(-3600) }, [0, 0]],
    [{ 'Cache-Control': 'max-age=60, immutable' }, [60, 60]],
    [{ 'ISR-Cache-Control': 'max-age=60' }, [60, 60]],
  ];
  for (const [fields, said] of table) {
    it(`with ${JSON.stringify(Object.keys(fields))} a response is fresh for ${said[0]} seconds`, () => {
      expect(lifetime({ ...fields, Pragma: 'No-Cache' })).to.deep.equal(said);
    });
  }

  it('another Pragma says nothing', () => {
    expect(lifetime({ 'Cache-Control': 'max-age=60', Pragma: 'x' })).to.deep.equal([60, 60]);
  });
});

describe('freshness by Expires (RFC 9111 §4.2.1 and §5.3)', () => {
  const table: [why: string, fields: Record<string, string>, seconds: number][] = [
    ['it counts from Date, so that clocks need not agree', { Expires: date(900), Date: date(600) }, 300],
    ['without a Date it counts from when the answer came', { Expires: date(300) }, 300],
    ['a Date that is none is as good as absent', { Expires: date(300), Date: 'today' }, 300],
    ['the past is over', { Expires: date(-300), Date: date(0) }, 0],
    ['the same moment is over', { Expires: date(0), Date: date(0) }, 0],
    ['0 is no date, and means the past', { Expires: '0', Date: date(0) }, 0],
    ['max-age is stronger', { Expires: date(900), Date: date(0), 'Cache-Control': 'max-age=5' }, 5],
    ['max-age=0 is stronger', { Expires: date(900), Date: date(0), 'Cache-Control': 'max-age=0' }, 0],
    ['an unusable max-age is stronger', { Expires: date(900), 'Cache-Control': 'max-age=x' }, 0],
    ['what is no date leaves no room for a guess', { Expires: '0', 'Last-Modified': date(-864_000) }, 0],
    ['it makes any status fresh', { Expires: date(300), Date: date(0) }, 300],
  ];
  for (const [why, fields, seconds] of table) {
    it(why, () => {
      expect(lifetime(fields, 200)).to.deep.equal([seconds, seconds]);
      expect(lifetime(fields, 599)).to.deep.equal([seconds, seconds]);
    });
  }
});

describe('freshness by guessing (RFC 9111 §4.2.2)', () => {
  const rested = { 'Last-Modified': date(-1000), Date: date(0) };
  it('a tenth of the time it has rested', () => {
    expect(lifetime(rested)).to.deep.equal([100, 100]);
    expect(lifetime({ 'Last-Modified': date(-1000) })).to.deep.equal([100, 100]);
  });
  it('at most a week, and never less than nothing', () => {
    expect(lifetime({ 'Last-Modified': date(-1e9), Date: date(0) })[0]).to.equal(604_800);
    expect(lifetime({ 'Last-Modified': date(1000), Date: date(0) })[0]).to.equal(0);
    expect(lifetime({ 'Last-Modified': 'yesterday', Date: date(0) })[0]).to.equal(0);
  });
  for (const status of [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501])
    it(`a ${status} may be guessed at (RFC 9110 §15.1)`, () => {
      expect(lifetime(rested, status)[0]).to.equal(100);
    });
  for (const status of [201, 202, 302, 303, 307, 400, 403, 418, 500, 502, 503, 504, 599])
    it(`a ${status} may not, unless it is public`, () => {
      expect(lifetime(rested, status)[0]).to.equal(0);
      expect(lifetime({ ...rested, 'Cache-Control': 'public' }, status)[0]).to.equal(100);
    });
});

describe('the field for this worker alone (RFC 9213 §2.2)', () => {
  it('where it is valid, neither Cache-Control nor Expires is read', () => {
    const fields = { 'ISR-Cache-Control': 'max-age=5', 'Cache-Control': 'max-age=100, no-cache' };
    expect(lifetime(fields)).to.deep.equal([5, 5]);
    const silent = { 'ISR-Cache-Control': 'public', 'Cache-Control': 'max-age=100', Expires: date(900) };
    expect(lifetime(silent)).to.deep.equal([0, 0]);
  });
  it('where it is not, it is as good as absent', () => {
    const fields = { 'ISR-Cache-Control': 'max-age=5 &&', 'Cache-Control': 'max-age=100' };
    expect(lifetime(fields)).to.deep.equal([100, 100]);
  });
});
