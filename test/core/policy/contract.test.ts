/** What every cache policy promises, whatever it stores and for how long. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { HeaderList } from '../../../src/core/http/headers.js';
import { originPolicy } from '../../../src/core/policy/origin/origin-policy.js';
import type { CachePolicy, RequestFacts } from '../../../src/core/policy/policy.js';
import { routePolicy } from '../../../src/core/policy/route/route-policy.js';
import { aPage, anAsked, aRule, headers, NOW } from '../helpers.js';

const POLICIES: [name: string, policy: CachePolicy, revalidate: number | 'origin'][] = [
  ['route', routePolicy, 60],
  ['origin', originPolicy, 'origin'],
];

const VISIT: RequestFacts = { headers: headers(), navigates: true, isStored: false };
const HTML = { 'content-type': 'text/html', 'cache-control': 'max-age=60' };

/** Field values that a server may send: sound, unsound, and anything. */
const fields = fc.dictionary(
  fc.constantFrom(
    'cache-control',
    'vary',
    'expires',
    'date',
    'age',
    'etag',
    'content-type',
    'set-cookie',
    'x-a',
  ),
  fc.oneof(
    fc.constantFrom('max-age=5', 'no-store', 'private', '*', 'cookie', 'text/html', 'max-age=, ,=', '0', ''),
    fc.string({ maxLength: 20 }),
  ),
);

for (const [name, policy, revalidate] of POLICIES)
  describe(`the ${name} policy`, () => {
    const rule = { ...aRule({ revalidate, policy, data: true }), audience: 'auto' as const };
    const classify = (
      status: number,
      given: Record<string, string> = {},
      facts: Partial<RequestFacts> = {},
    ) =>
      policy.classify(
        rule,
        { status, headers: headers({ ...HTML, ...given }), redirect: false },
        { ...VISIT, ...facts },
      ).kind;

    it('rule 16: stores a page', () => expect(classify(200)).to.equal('store'));

    for (const [field, value] of [
      ['cache-control', 'no-store'],
      ['vary', '*'],
      ['vary', 'Cookie'],
      ['vary', 'Authorization'],
    ] as const)
      it(`rules 19, 22 and 23: stores no answer with ${field}: ${value}`, () =>
        expect(classify(200, { [field]: value })).not.to.equal('store'));

    it('rule 21: stores no redirect', () => {
      const answer = { status: 0, headers: headers(), redirect: true };
      expect(policy.classify(rule, answer, VISIT).kind).to.equal('personal');
    });

    it('rule 9: an origin in trouble costs no stored page', () => {
      for (const status of [500, 502, 503, 504])
        expect(classify(status, {}, { isStored: true })).to.equal('failed');
    });

    it('rule 17: a 304 confirms the stored page', () =>
      expect(classify(304, {}, { isStored: true })).to.equal('not-modified'));

    it('rule 24: never replays cookies, nor what belongs to one connection', () => {
      const given: HeaderList = [
        ['content-type', 'text/html'],
        ['set-cookie', 'a=1'],
        ['transfer-encoding', 'chunked'],
        ['connection', 'keep-alive'],
        ['clear-site-data', '"cache"'],
        ['age', '5'],
      ];
      expect(policy.storedHeaders(given)).to.deep.equal([['content-type', 'text/html']]);
      expect(policy.refreshedHeaders([['content-type', 'text/html']], given)).to.deep.equal([
        ['content-type', 'text/html'],
      ]);
    });

    it('rule 17: a 304 renews fields, but not those that describe the stored body', () => {
      const stored: HeaderList = [
        ['content-type', 'text/html'],
        ['x-a', 'old'],
        ['x-b', 'old'],
      ];
      const renewed = policy.refreshedHeaders(stored, [
        ['content-type', 'text/plain'],
        ['x-a', 'new'],
      ]);
      expect(new Map(renewed)).to.deep.equal(
        new Map([
          ['content-type', 'text/html'],
          ['x-a', 'new'],
          ['x-b', 'old'],
        ]),
      );
    });

    it('rule 1: no page is served for a shorter time than it is fresh, whatever the fields', () => {
      fc.assert(
        fc.property(fc.integer({ min: 100, max: 599 }), fields, (status, given) => {
          const { revalidate, expire } = policy.lifetime(rule, status, headers(given), NOW);
          expect(revalidate).to.be.at.least(0);
          expect(expire).to.be.at.least(revalidate);
        }),
      );
    });

    it('rules 16 to 23: every answer has a verdict, whatever the fields', () => {
      const kinds = ['store', 'not-modified', 'personal', 'unstored', 'failed'];
      fc.assert(
        fc.property(fc.integer({ min: 100, max: 599 }), fields, fc.boolean(), (status, given, isStored) => {
          const answer = { status, headers: headers(given), redirect: false };
          const { kind } = policy.classify(rule, answer, { ...VISIT, isStored });
          expect(kinds).to.include(kind);
          if (/no-store/.test(given['cache-control'] ?? '')) expect(kind).not.to.equal('store');
        }),
      );
    });

    it('rule 14: a stored page that it decides on is served offline, whatever its age', () => {
      for (const seconds of [0, 61, 3601, 1e8]) {
        const state = { entry: aPage() };
        const decision = policy.decide(rule, state, anAsked({ online: false }), NOW + seconds * 1000);
        expect(decision?.do ?? 'serve').to.equal('serve');
      }
    });

    it('a request’s fields: none is invented but Accept', () => {
      const given: HeaderList = [
        ['accept', 'text/html'],
        ['cookie', 'a=1'],
        ['x-a', '1'],
      ];
      for (const [name] of policy.requestHeaders(rule, given))
        expect(given.map(([known]) => known)).to.include(name);
    });
  });
