import { expect } from 'chai';
import {
  deltaSeconds,
  directivesOf,
  parseCacheControl,
  targetedDirectives,
} from '../../../src/core/http/cache-control.js';
import { headers } from '../helpers.js';

describe('rule 3: the syntax of Cache-Control (RFC 9111 §5.2)', () => {
  const table: [field: string, directives: [string, string][]][] = [
    ['', []],
    [' , ,, ', []],
    ['no-store', [['no-store', '']]],
    ['NO-STORE', [['no-store', '']]],
    [
      'no-store,max-age=5',
      [
        ['no-store', ''],
        ['max-age', '5'],
      ],
    ],
    ['max-age="5"', [['max-age', '5']]],
    ['max-age = 5', [['max-age', '5']]],
    [
      'max-age=5; private',
      [
        ['max-age', '5'],
        ['private', ''],
      ],
    ],
    ['private="set-cookie, x"', [['private', 'set-cookie, x']]],
    ['x="no-store, private"', [['x', 'no-store, private']]],
    ['x="a\\"b, no-store"', [['x', 'a\\"b, no-store']]],
    ['max-age=5, MAX-AGE=6', [['max-age', '5']]],
    ['no-store="', [['no-store', '']]],
    ['=, =5', [['5', '']]],
  ];
  for (const [field, directives] of table) {
    it(`rule 3: "${field}" has ${directives.length} directives`, () => {
      expect([...parseCacheControl(field)]).to.deep.equal(directives);
    });
  }

  it('rule 3: words of ill will are found, or not, but never break the parser', () => {
    for (const field of ['"', '"""', '\\', '===', 'a==b', '"a"="b"', '\u0000', '💥=1', 'a="'.repeat(2000)])
      expect(() => parseCacheControl(field)).not.to.throw();
    expect(parseCacheControl('"no-store"').has('no-store')).to.equal(true);
  });

  it('rule 3: seconds are digits and nothing else, at most 2^31 (RFC 9111 §1.2.2)', () => {
    expect(['0', '60', '0060', '2147483648', '2147483649', '9'.repeat(999)].map(deltaSeconds)).to.deep.equal([
      0,
      60,
      60,
      2 ** 31,
      2 ** 31,
      2 ** 31,
    ]);
    for (const wrong of ['', ' ', '-1', '+1', '1.0', '1e1', '0x1', '1s', ' 1', '1\n', '١', 'Infinity', 'NaN'])
      expect(deltaSeconds(wrong), wrong).to.equal(undefined);
    expect(deltaSeconds()).to.equal(undefined);
  });
});

describe('rule 3: the targeted field (RFC 9213)', () => {
  it('rule 3: it is obeyed instead of Cache-Control where it is valid', () => {
    const both = headers({ 'ISR-Cache-Control': 'max-age=5', 'Cache-Control': 'no-store' });
    expect([...directivesOf(both)]).to.deep.equal([['max-age', '5']]);
  });

  it('rule 3: where it is absent, empty or invalid Cache-Control counts', () => {
    for (const given of [{}, { 'ISR-Cache-Control': '' }, { 'ISR-Cache-Control': 'MAX-AGE=5' }]) {
      const fields = headers({ ...given, 'Cache-Control': 'no-store' });
      expect(targetedDirectives(fields)).to.equal(undefined);
      expect([...directivesOf(fields)]).to.deep.equal([['no-store', '']]);
    }
    expect(directivesOf(headers()).size).to.equal(0);
  });

  it('rule 3: a member that is false is as good as absent', () => {
    expect(
      targetedDirectives(headers({ 'ISR-Cache-Control': 'no-store=?0, private' }))?.has('no-store'),
    ).to.equal(false);
  });

  it('rule 3: several fields are one dictionary, in which the last of two equal members counts', () => {
    const fields = headers();
    fields.append('ISR-Cache-Control', 'max-age=5');
    fields.append('ISR-Cache-Control', 'max-age=7');
    expect([...directivesOf(fields)]).to.deep.equal([['max-age', '7']]);
  });
});
