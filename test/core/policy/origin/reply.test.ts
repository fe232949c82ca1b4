import { expect } from 'chai';
import { replyTo } from '../../../../src/core/policy/origin/reply.js';
import { headers, NOW } from '../../helpers.js';

type Fields = Record<string, string>;

/** Ten bytes, or five of ten. */
const WHOLE = { status: 200, size: 10 };
const PART = { status: 206, size: 5, fields: { 'Content-Range': 'bytes 2-6/10' } };

function reply(request: Fields, stored: { status: number; size: number; fields?: Fields } = WHOLE) {
  return replyTo(headers(request), { ...stored, fields: headers(stored.fields) }, NOW);
}
const range = (field: string, also: Fields = {}): Fields => ({ Range: field, ...also });

describe('ranges of a whole answer (RFC 9110 §14)', () => {
  const parts: [field: string, first: number, last: number][] = [
    ['bytes=0-0', 0, 0],
    ['bytes=0-4', 0, 4],
    ['bytes=5-', 5, 9],
    ['bytes=5-99', 5, 9],
    ['bytes=-3', 7, 9],
    ['bytes=-99', 0, 9],
    ['Bytes=1-2', 1, 2],
    ['bytes= 1-2 ', 1, 2],
  ];
  for (const [field, first, last] of parts)
    it(`"${field}" is bytes ${first} to ${last}`, () => {
      expect(reply(range(field))).to.deep.equal({
        status: 206,
        slice: [first, last],
        contentRange: `bytes ${first}-${last}/10`,
      });
    });
  for (const field of ['bytes=10-', 'bytes=10-12', 'bytes=-0'])
    it(`"${field}" can't be satisfied (§15.5.17)`, () => {
      expect(reply(range(field))).to.deep.equal({ status: 416, contentRange: 'bytes */10' });
    });
  for (const field of ['bytes=4-2', 'bytes=-', 'bytes=a-b', 'bytes=0-1,3-4', 'lines=0-1', 'bytes', ''])
    it(`"${field}" is ignored (§14.2)`, () => {
      expect(reply(range(field))).to.deep.equal({ status: 200, slice: [0, 9] });
    });
  it('only successes have ranges', () => {
    expect(reply(range('bytes=0-1'), { status: 404, size: 10 })).to.deep.equal({
      status: 404,
      slice: [0, 9],
    });
  });
  it('what was stored decoded has other bytes than the origin would give: it is asked', () => {
    const fields = { 'Content-Encoding': 'gzip' };
    expect(reply(range('bytes=0-1'), { ...WHOLE, fields })).to.equal(undefined);
    expect(reply({}, { ...WHOLE, fields })?.status).to.equal(200);
  });
});

describe('If-Range (RFC 9110 §13.1.5)', () => {
  const lm = 'Sun, 06 Nov 1994 08:49:37 GMT';
  const table: [condition: string, fields: Fields, fits: boolean][] = [
    ['"a"', { ETag: '"a"' }, true],
    ['"a"', { ETag: '"b"' }, false],
    ['W/"a"', { ETag: 'W/"a"' }, false],
    ['"a"', { ETag: 'W/"a"' }, false],
    [lm, { 'Last-Modified': lm }, true],
    [lm, { 'Last-Modified': 'Sun, 06 Nov 1994 08:49:36 GMT' }, false],
    [lm, {}, false],
  ];
  for (const [condition, fields, fits] of table)
    it(`${condition} of ${JSON.stringify(fields)}: ${fits ? 'the part' : 'the whole'}`, () => {
      const found = reply(range('bytes=0-1', { 'If-Range': condition }), { ...WHOLE, fields });
      expect(found?.status).to.equal(fits ? 206 : 200);
    });
});

describe('what is stored in part (RFC 9111 §3.3)', () => {
  const table: [field: string | undefined, slice: [number, number] | undefined][] = [
    ['bytes=2-6', [0, 4]],
    ['bytes=3-4', [1, 2]],
    ['bytes=3-9', undefined],
    ['bytes=3-', undefined],
    ['bytes=-4', undefined],
    ['bytes=0-3', undefined],
    [undefined, undefined],
  ];
  for (const [field, slice] of table)
    it(`${field ?? 'the whole'}: ${slice ? 'is there' : 'has to be asked for'}`, () => {
      expect(reply(field === undefined ? {} : range(field), PART)?.slice).to.deep.equal(slice);
    });
  it('its place in the whole is told', () => {
    expect(reply(range('bytes=3-4'), PART)?.contentRange).to.equal('bytes 3-4/10');
  });
  it('the end of a whole whose length is not known can be asked for by number only', () => {
    const open = { ...PART, fields: { 'Content-Range': 'bytes 2-6/*' } };
    expect(reply(range('bytes=3-4'), open)?.contentRange).to.equal('bytes 3-4/*');
    expect(reply(range('bytes=-2'), open)).to.equal(undefined);
  });
  it('a part that reaches the end answers for the end', () => {
    const end = { ...PART, fields: { 'Content-Range': 'bytes 5-9/10' } };
    expect(reply(range('bytes=-2'), end)?.slice).to.deep.equal([3, 4]);
    expect(reply(range('bytes=8-'), end)?.slice).to.deep.equal([3, 4]);
    expect(reply(range('bytes=10-'), end)?.status).to.equal(416);
  });
});

describe('conditions that are answered here (RFC 9111 §4.3.2)', () => {
  const date = 'Sun, 06 Nov 1994 08:49:37 GMT';
  const later = 'Sun, 06 Nov 1994 08:49:38 GMT';
  const table: [request: Fields, fields: Fields, had: boolean][] = [
    [{ 'If-None-Match': '"a"' }, { ETag: '"a"' }, true],
    [{ 'If-None-Match': '"b"' }, { ETag: '"a"' }, false],
    [{ 'If-None-Match': '"b", W/"a" ,"c"' }, { ETag: '"a"' }, true],
    [{ 'If-None-Match': '"a"' }, { ETag: 'W/"a"' }, true],
    [{ 'If-None-Match': '*' }, {}, true],
    [{ 'If-None-Match': '"a"' }, {}, false],
    [{ 'If-None-Match': '"x,y"' }, { ETag: '"x,y"' }, true],
    [{ 'If-Modified-Since': date }, { 'Last-Modified': date }, true],
    [{ 'If-Modified-Since': later }, { 'Last-Modified': date }, true],
    [{ 'If-Modified-Since': date }, { 'Last-Modified': later }, false],
    [{ 'If-Modified-Since': date }, { Date: date }, true],
    [{ 'If-Modified-Since': 'then' }, { 'Last-Modified': date }, false],
    // If-None-Match is stronger (RFC 9110 §13.2.2).
    [{ 'If-None-Match': '"b"', 'If-Modified-Since': later }, { ETag: '"a"', 'Last-Modified': date }, false],
    // A condition comes before a range.
    [{ 'If-None-Match': '"a"', Range: 'bytes=0-1' }, { ETag: '"a"' }, true],
  ];
  for (const [request, fields, had] of table)
    it(`${JSON.stringify(request)} of ${JSON.stringify(fields)}: ${had ? 304 : 200}`, () => {
      expect(reply(request, { ...WHOLE, fields })?.status).to.equal(had ? 304 : 200);
    });
  it('an error is given again, whatever the condition', () => {
    expect(reply({ 'If-None-Match': '*' }, { status: 404, size: 3 })?.status).to.equal(404);
  });
});
