import { expect } from 'chai';
import type { PageEntry } from '../../../../src/core/cache/entry.js';
import type { Mode } from '../../../../src/core/cache/invalidation.js';
import {
  decideByOrigin,
  mayServeStaleIfError,
  requestDirectives,
  type Wanted,
} from '../../../../src/core/policy/origin/decide.js';
import { originLifetime } from '../../../../src/core/policy/origin/lifetime.js';
import { aPage, headers, NOW } from '../../helpers.js';

interface Case {
  /** The stored `Cache-Control`. */
  stored?: string;
  /** The request's. */
  asked?: string;
  pragma?: string;
  age?: number;
  wanted?: Partial<Wanted>;
  entry?: Partial<PageEntry>;
  invalidated?: Mode;
}

const candidate = ({ stored = 'max-age=60', entry, invalidated }: Case) => {
  const fields = headers({ 'Cache-Control': stored });
  return { entry: aPage({ ...originLifetime(200, fields, NOW), ...entry }), fields, invalidated };
};
const wantedBy = ({ asked, pragma, wanted }: Case): Wanted => ({
  directives: requestDirectives(headers({ 'Cache-Control': asked, Pragma: pragma })),
  cache: 'default',
  history: false,
  online: true,
  navigates: false,
  ...wanted,
});

/** What is done, in one word: the detail of what is served, `fresh`, `ask` or `fail`. */
function done(given: Case): string {
  const decision = decideByOrigin(candidate(given), wantedBy(given), NOW + (given.age ?? 0) * 1000);
  return decision.do === 'serve' ? (decision.detail ?? 'fresh') : decision.do;
}

function plays(title: string, table: [why: string, given: Case, word: string][]): void {
  describe(title, () => {
    for (const [why, given, word] of table) {
      it(`${why}: ${word}`, () => {
        expect(done(given)).to.equal(word);
      });
    }
  });
}

plays('reuse (RFC 9111 §4 and §4.2)', [
  ['younger than its lifetime', { age: 59 }, 'fresh'],
  ['as old as its lifetime', { age: 60 }, 'ask'],
  ['Age was old already', { age: 10, entry: { initialAge: 50 } }, 'ask'],
  ['nothing said', { stored: '' }, 'ask'],
  ['no-cache', { stored: 'max-age=60, no-cache' }, 'ask'],
  ['no-cache of one field', { stored: 'max-age=60, no-cache="x-a"' }, 'fresh'],
  ['must-revalidate, fresh', { stored: 'max-age=60, must-revalidate' }, 'fresh'],
  ['must-revalidate, stale', { stored: 'max-age=60, must-revalidate', age: 61 }, 'ask'],
  ['the clock was set back', { age: -10 }, 'ask'],
]);

plays('stale-while-revalidate (RFC 5861 §3)', [
  ['within its window', { stored: 'max-age=60, stale-while-revalidate=30', age: 89 }, 'stale'],
  ['at its end', { stored: 'max-age=60, stale-while-revalidate=30', age: 90 }, 'ask'],
  ['must-revalidate', { stored: 'max-age=1, stale-while-revalidate=30, must-revalidate', age: 2 }, 'ask'],
  [
    'asked for something fresh',
    { stored: 'max-age=1, stale-while-revalidate=30', asked: 'max-age=9', age: 5 },
    'ask',
  ],
]);

plays('request directives (RFC 9111 §5.2.1)', [
  ['max-age=0', { asked: 'max-age=0', age: 1 }, 'ask'],
  ['max-age that suffices', { asked: 'max-age=10', age: 9 }, 'fresh'],
  ['max-age that does not', { asked: 'max-age=10', age: 11 }, 'ask'],
  ['max-age, with staleness allowed', { asked: 'max-age=10, max-stale=5', age: 12 }, 'stale'],
  ['min-fresh that suffices', { asked: 'min-fresh=10', age: 50 }, 'fresh'],
  ['min-fresh that does not', { asked: 'min-fresh=10', age: 51 }, 'ask'],
  ['max-stale, of any length', { asked: 'max-stale', age: 9999 }, 'stale'],
  ['max-stale, long enough', { asked: 'max-stale=10', age: 69 }, 'stale'],
  ['max-stale, too short', { asked: 'max-stale=10', age: 71 }, 'ask'],
  [
    'max-stale against must-revalidate',
    { stored: 'max-age=60, must-revalidate', asked: 'max-stale', age: 61 },
    'ask',
  ],
  ['no-cache', { asked: 'no-cache' }, 'ask'],
  ['no-cache with max-stale', { asked: 'no-cache, max-stale', age: 61 }, 'ask'],
  ['no-store forbids storing, not reading', { asked: 'no-store' }, 'fresh'],
  ['only-if-cached, fresh', { asked: 'only-if-cached' }, 'fresh'],
  ['only-if-cached, stale', { asked: 'only-if-cached', age: 61 }, 'fail'],
  ['only-if-cached, stale is fine', { asked: 'only-if-cached, max-stale', age: 61 }, 'stale'],
  ['Pragma: no-cache (§5.4)', { pragma: 'no-cache' }, 'ask'],
  ['Pragma beside Cache-Control (§5.4)', { pragma: 'no-cache', asked: 'max-age=10' }, 'fresh'],
]);

plays("Fetch's modes, back and forward, and no network (RFC 9111 §4.2.4 and §6, RFC 8246)", [
  ['no-cache', { wanted: { cache: 'no-cache' } }, 'ask'],
  [
    'no-cache on what is immutable',
    { stored: 'max-age=60, immutable', wanted: { cache: 'no-cache' } },
    'fresh',
  ],
  ['… once it is stale', { stored: 'max-age=60, immutable', wanted: { cache: 'no-cache' }, age: 61 }, 'ask'],
  ['reload', { stored: 'max-age=60, immutable', wanted: { cache: 'reload' } }, 'ask'],
  ['force-cache, fresh', { wanted: { cache: 'force-cache' } }, 'fresh'],
  ['force-cache, stale', { wanted: { cache: 'force-cache' }, age: 61 }, 'history'],
  ['only-if-cached takes any', { wanted: { cache: 'only-if-cached' }, age: 61 }, 'history'],
  ['back', { stored: 'max-age=60, must-revalidate', wanted: { history: true }, age: 61 }, 'history'],
  ['offline', { wanted: { online: false }, age: 9999 }, 'offline'],
  ['offline, must-revalidate', { stored: 'must-revalidate', wanted: { online: false }, age: 61 }, 'ask'],
  ['offline, a script that insists', { wanted: { online: false, cache: 'no-cache' }, age: 1 }, 'ask'],
  [
    'offline, a page reloaded',
    { wanted: { online: false, cache: 'no-cache', navigates: true }, age: 1 },
    'offline',
  ],
]);

plays('invalidation (RFC 9111 §4.4, rule 31)', [
  ['hard', { invalidated: 'hard' }, 'ask'],
  ['hard, whatever the request allows', { invalidated: 'hard', asked: 'max-stale' }, 'ask'],
  ['soft is served once more', { invalidated: 'soft' }, 'stale'],
  ['soft, with no-cache', { invalidated: 'soft', stored: 'no-cache' }, 'ask'],
]);

describe('what is not stored', () => {
  for (const [asked, cache, word] of [
    ['', 'default', 'ask'],
    ['only-if-cached', 'default', 'fail'],
    ['', 'only-if-cached', 'fail'],
  ] as const)
    it(`"${asked}", ${cache}: ${word}`, () => {
      expect(decideByOrigin(undefined, wantedBy({ asked, wanted: { cache } }), NOW).do).to.equal(word);
    });
});

describe('a background refresh', () => {
  const stored = 'max-age=1, stale-while-revalidate=60';
  const renews = (retryAt: number) => {
    const decision = decideByOrigin(candidate({ stored, entry: { retryAt } }), wantedBy({}), NOW + 5000);
    return decision.do === 'serve' && decision.regenerate;
  };
  it('starts, unless the last one failed a moment ago (rule 9)', () => {
    expect([renews(0), renews(NOW + 9000)]).to.deep.equal([true, false]);
  });
});

describe('when the origin fails (RFC 9111 §4.2.4, RFC 5861 §4, rules 10 and 14)', () => {
  const table: [why: string, given: Case, saves: boolean][] = [
    ['nothing is said against it', { age: 9999 }, true],
    ['within stale-if-error', { stored: 'max-age=1, stale-if-error=60', age: 60 }, true],
    ['after it', { stored: 'max-age=1, stale-if-error=60', age: 62 }, false],
    [
      'after it, but offline',
      { stored: 'max-age=1, stale-if-error=60', age: 62, wanted: { online: false } },
      true,
    ],
    ['the request allows it', { asked: 'stale-if-error=60', age: 119 }, true],
    ['the request allows less', { asked: 'stale-if-error=60', age: 121 }, false],
    ['must-revalidate', { stored: 'max-age=1, must-revalidate, stale-if-error=60', age: 5 }, false],
    ['no-cache', { stored: 'no-cache', age: 5 }, false],
    ['the request wants it confirmed', { asked: 'no-cache', age: 5 }, false],
    ['a reloaded page', { wanted: { cache: 'no-cache', navigates: true }, age: 5 }, true],
    ['invalidated by a write', { invalidated: 'hard', age: 5 }, true],
  ];
  for (const [why, given, saves] of table)
    it(`${why}: ${saves ? 'the old answer' : 'no answer'}`, () => {
      const at = NOW + (given.age ?? 0) * 1000;
      expect(mayServeStaleIfError(candidate(given), wantedBy(given), at)).to.equal(saves);
    });
});
