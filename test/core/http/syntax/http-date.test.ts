import { expect } from 'chai';
import { parseHttpDate } from '../../../../src/core/http/syntax/http-date.js';
import { NOW } from '../../helpers.js';

const MOMENT = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('dates in header fields (RFC 9110 §5.6.7)', () => {
  const known = [
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
    'SUN, 06 NOV 1994 08:49:37 gmt',
  ];
  for (const field of known) {
    it(`"${field}" is one moment, in any of the three forms and any case`, () => {
      expect(parseHttpDate(field, NOW)).to.equal(MOMENT);
    });
  }

  const unknown = [
    null,
    '',
    '0',
    '-1',
    'never',
    '784111777',
    'Sun, 06 Nov 1994 08:49:37 UTC',
    'Sun, 06 Nov 1994 08:49:37 +0000',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun 06 Nov 1994 08:49:37 GMT',
    'Sun, 6 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 8:49:37 GMT',
    'Sun, 06 Nov 94 08:49:37 GMT',
    'Sun, 06-Nov-1994 08:49:37 GMT',
    'Sun,  06 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08.49.37 GMT',
    'Sun, 06 Anv 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
    '1994-11-06T08:49:37Z',
  ];
  for (const field of unknown) {
    it(`${JSON.stringify(field)} is no date`, () => {
      expect(parseHttpDate(field, NOW)).to.equal(undefined);
    });
  }

  it('two digits of a year mean the past once they would be more than 50 years ahead', () => {
    const now = Date.UTC(2026, 0, 1);
    const year = (digits: string): number =>
      new Date(parseHttpDate(`Sunday, 06-Nov-${digits} 08:49:37 GMT`, now) ?? 0).getUTCFullYear();
    expect(['76', '77', '26', '00', '99'].map(year)).to.deep.equal([2076, 1977, 2026, 2000, 1999]);
  });
});
