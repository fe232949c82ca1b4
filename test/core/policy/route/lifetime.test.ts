import { expect } from 'chai';
import { lifetimeOf } from '../../../../src/core/policy/route/lifetime.js';
import { originLifetime } from '../../../../src/core/policy/origin/lifetime.js';
import type { Rule } from '../../../../src/core/cache/rule.js';
import { aRule, headers } from '../../helpers.js';

type Said = [revalidate: number, expire: number];

const DAYS_31 = 31 * 86_400;

function lifetime(rule: Partial<Rule>, fields: Record<string, string> = {}, status = 200): Said {
  const { revalidate, expire } = lifetimeOf(aRule(rule), status, headers(fields));
  return [revalidate, expire];
}

const plain = (value: string): Record<string, string> => ({ 'Cache-Control': value });
const targeted = (value: string, also?: string): Record<string, string> => ({
  'ISR-Cache-Control': value,
  ...(also === undefined ? {} : plain(also)),
});

describe('rule 3: a route that names a number', () => {
  const yields = [
    'max-age=0',
    'no-cache',
    'must-revalidate',
    'max-age=9999, stale-while-revalidate=9999',
    's-maxage=7',
    'private',
    'nonsense',
  ];
  for (const field of yields) {
    it(`rules 3 and 22: "Cache-Control: ${field}" yields to a route that names a number`, () => {
      expect(lifetime({ revalidate: 60, expire: 600 }, plain(field))).to.deep.equal([60, 600]);
    });
  }

  it('rule 3: no header at all leaves the route its own numbers', () => {
    expect(lifetime({ revalidate: 60, expire: 600 })).to.deep.equal([60, 600]);
    expect(lifetime({ revalidate: Infinity, expire: Infinity })).to.deep.equal([Infinity, Infinity]);
  });

  it('rule 1: a page is never expired before it is stale', () => {
    expect(lifetime({ revalidate: Infinity, expire: 600 })).to.deep.equal([Infinity, Infinity]);
    expect(lifetime({ revalidate: 60, expire: 600 }, targeted('max-age=700'))).to.deep.equal([700, 700]);
  });

  it('rule 3: CDN-Cache-Control and its like are never obeyed', () => {
    for (const name of ['CDN-Cache-Control', 'Surrogate-Control', 'Cloudflare-CDN-Cache-Control', 'Expires'])
      expect(lifetime({ revalidate: 60, expire: 600 }, { [name]: 'max-age=1' })).to.deep.equal([60, 600]);
  });
});

describe('rule 3: ISR-Cache-Control', () => {
  const obeyed: [field: string, said: Said][] = [
    ['max-age=5', [5, 600]],
    ['max-age=0', [0, 600]],
    ['max-age=5, stale-while-revalidate=10', [5, 15]],
    ['stale-while-revalidate=10, max-age=5', [5, 15]],
    ['max-age=5;why="x", stale-while-revalidate=10;a;b=?1', [5, 15]],
    ['max-age=5, must-revalidate', [5, 5]],
    ['max-age=5, must-revalidate, stale-while-revalidate=10', [5, 5]],
    ['max-age=5, no-cache', [0, 0]],
    ['no-cache', [0, 0]],
    ['no-cache="set-cookie"', [0, 0]],
    ['no-cache=?0, max-age=5', [5, 600]],
    ['max-age=5, max-age=7', [7, 600]],
    ['max-age=5, s-maxage=7', [5, 600]],
    ['max-age=5, unheard-of=("a" b 3)', [5, 600]],
    ['must-revalidate', [60, 60]],
    ['stale-while-revalidate=10', [60, 70]],
    ['max-age=999999999999999', [2 ** 31, 2 ** 31]],
  ];
  for (const [field, said] of obeyed) {
    it(`rules 3 and 22: "ISR-Cache-Control: ${field}" is obeyed before the route: ${said.join(', ')}`, () => {
      const rule = { revalidate: 60, expire: 600 };
      expect(lifetime(rule, targeted(field, 'max-age=1, stale-while-revalidate=2'))).to.deep.equal(said);
    });
  }

  const skipped = [
    '',
    '   ',
    'Max-Age=5',
    'max-age=',
    'max-age=5,',
    'max-age 5',
    'max-age=5 x',
    '=5',
    ',',
    'é',
  ];
  for (const field of skipped) {
    it(`rule 3: "ISR-Cache-Control: ${field}" is empty or invalid, so the next that speaks is asked (RFC 9213 §2.1)`, () => {
      const fields = {
        get: (name: string) =>
          name === 'isr-cache-control' ? field : name === 'cache-control' ? 'max-age=9' : null,
      };
      expect(lifetimeOf(aRule({ revalidate: 60, expire: 600 }), 200, fields).revalidate).to.equal(60);
      expect(originLifetime(200, fields, 0).revalidate).to.equal(9);
    });
  }

  const mistyped = [
    'max-age="5"',
    'max-age=5.5',
    'max-age=-5',
    'max-age',
    'max-age=?1',
    'max-age=five',
    'max-age=(5)',
  ];
  for (const field of mistyped) {
    it(`rule 3: "ISR-Cache-Control: ${field}" names no number of seconds, so the route's own counts`, () => {
      expect(lifetime({ revalidate: 60, expire: 600 }, targeted(field))).to.deep.equal([60, 600]);
    });
  }
});

describe('rule 18: the lifetime of not-found pages', () => {
  for (const status of [404, 410]) {
    it(`rule 18: a ${status} is fresh for notFoundRevalidate and never served stale`, () => {
      expect(lifetime({ revalidate: 3600 }, {}, status)).to.deep.equal([60, 60]);
      expect(lifetime({ notFoundRevalidate: 5 }, plain('max-age=900'), status)).to.deep.equal([5, 5]);
      expect(lifetime({ revalidate: Infinity, expire: DAYS_31 }, {}, status)).to.deep.equal([60, 60]);
    });

    it(`rules 18 and 22: ISR-Cache-Control is absolute for a ${status} too, but never makes it stale`, () => {
      expect(lifetime({}, targeted('no-cache'), status)).to.deep.equal([0, 0]);
      expect(lifetime({}, targeted('max-age=5, stale-while-revalidate=900'), status)).to.deep.equal([5, 5]);
    });
  }
});
