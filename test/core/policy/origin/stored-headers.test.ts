import { expect } from 'chai';
import { storedByOrigin, refreshedByOrigin } from '../../../../src/core/policy/origin/stored-headers.js';
import {
  conditionalHeaders,
  isSameHead,
  isSameWhole,
} from '../../../../src/core/http/conditional-requests.js';
import { preferredLanguage, normalizeField } from '../../../../src/core/http/vary.js';
import { headers } from '../../helpers.js';

type Fields = Record<string, string>;

describe('the fields that are stored (RFC 9111 §3.1)', () => {
  const names = (fields: Fields) => storedByOrigin(headers(fields)).map(([name]) => name);

  it('all, known or not', () => {
    const fields = { 'X-A': '1', Date: 'd', Tea: '1', 'Content-Encoding': 'gzip', 'Content-Length': '3' };
    expect(names(fields)).to.have.members(Object.keys(fields).map((name) => name.toLowerCase()));
  });
  it('but those of one connection, and those that Connection lists', () => {
    const connection = { Connection: 'X-A, x-b', 'Keep-Alive': 'timeout=5', TE: 't', Upgrade: 'h2c' };
    const proxy = { 'Proxy-Authenticate': 'x', 'Proxy-Connection': 'x', 'Transfer-Encoding': 'x' };
    expect(names({ ...connection, ...proxy, 'X-A': '1', 'X-B': '2', 'X-C': '3' })).to.deep.equal(['x-c']);
  });
  it('nor those that no-cache names (§5.2.2.4); private names them for shared caches only', () => {
    const fields = { 'X-A': '1', 'X-B': '2', 'Cache-Control': 'no-cache="x-a", private="x-b"' };
    expect(names(fields)).to.deep.equal(['cache-control', 'x-b']);
  });
  it('rule 24: nor what would clear the site again, nor an age that is past', () => {
    expect(names({ 'Clear-Site-Data': '"cookies"', Age: '5', 'X-A': '1' })).to.deep.equal(['x-a']);
  });
});

describe('the stored fields after a 304 or a HEAD (RFC 9111 §3.2)', () => {
  const after = (stored: Fields, given: Fields) =>
    Object.fromEntries(refreshedByOrigin([...headers(stored)], headers(given)));

  it('what is given replaces what is stored, and the rest stays', () => {
    const stored = { 'x-a': '1', 'x-b': '2', 'cache-control': 'max-age=1' };
    expect(after(stored, { 'x-b': '3', 'x-c': '4', 'cache-control': 'max-age=9' })).to.deep.equal({
      'x-a': '1',
      'x-b': '3',
      'x-c': '4',
      'cache-control': 'max-age=9',
    });
  });
  it('what describes the body stays with the body', () => {
    const stored = {
      'content-length': '5',
      'content-encoding': 'br',
      'content-type': 'a/b',
      'content-md5': 'a',
      'content-foo': '1',
      etag: '"a"',
    };
    const given = {
      'content-length': '9',
      'content-encoding': 'x',
      'content-type': 'c/d',
      'content-md5': 'b',
      'content-foo': '2',
      etag: '"b"',
    };
    expect(after(stored, given)).to.deep.equal({ ...stored, 'content-foo': '2' });
  });
  it('what must not be stored is not stored now', () => {
    expect(after({ 'x-a': '1' }, { connection: 'x-a', 'x-a': '2', te: 'x' })).to.deep.equal({ 'x-a': '1' });
  });
});

describe('validators (RFC 9111 §3.4, §4.3.1 and §4.3.5)', () => {
  it('both are sent, where there are both', () => {
    expect(conditionalHeaders(headers({ ETag: 'W/"a"', 'Last-Modified': 'then' }))).to.deep.equal([
      ['if-none-match', 'W/"a"'],
      ['if-modified-since', 'then'],
    ]);
    expect(conditionalHeaders(headers())).to.deep.equal([]);
  });
  it('parts are of one whole where both carry the same strong tag', () => {
    const same = (one: Fields, other: Fields) => isSameWhole(headers(one), headers(other));
    expect(same({ ETag: '"a"' }, { ETag: '"a"' })).to.equal(true);
    expect(same({ ETag: '"a"' }, { ETag: '"b"' })).to.equal(false);
    expect(same({ ETag: 'W/"a"' }, { ETag: 'W/"a"' })).to.equal(false);
    expect(same({}, {})).to.equal(false);
  });
  it('a HEAD is of what is stored unless a validator or the length differs', () => {
    const same = (head: Fields, stored: Fields) => isSameHead(headers(head), headers(stored));
    expect(same({}, { ETag: '"a"' })).to.equal(true);
    expect(same({ ETag: '"a"', 'Content-Length': '5' }, { ETag: '"a"', 'Content-Length': '5' })).to.equal(
      true,
    );
    expect(same({ ETag: '"b"' }, { ETag: '"a"' })).to.equal(false);
    expect(same({ 'Last-Modified': 'now' }, { 'Last-Modified': 'then' })).to.equal(false);
    expect(same({ 'Content-Length': '6' }, { 'Content-Length': '5' })).to.equal(false);
    expect(same({ ETag: '"b"' }, {})).to.equal(false);
  });
});

describe('what requests say, whatever their spelling (RFC 9111 §4.1)', () => {
  const same: [name: string, one: string, other: string][] = [
    ['x-a', '1,2', ' 1 ,  2 '],
    ['accept-language', 'en, de', 'de,EN'],
    ['accept-language', 'de;q=0.5, fr', 'FR ,de ; q=0.5'],
    ['accept-language', 'fr', 'fr;q=1.0'],
  ];
  for (const [name, one, other] of same)
    it(`${name}: "${one}" is "${other}"`, () => {
      expect(normalizeField(name, one)).to.equal(normalizeField(name, other));
      // It can be sent itself.
      expect(normalizeField(name, normalizeField(name, one))).to.equal(normalizeField(name, one));
    });
  const different: [name: string, one: string, other: string][] = [
    ['x-a', '1,2', '2,1'],
    ['x-a', 'a', 'A'],
    ['x-a', 'a b', 'ab'],
    ['accept-language', 'en, de;q=0.9', 'de, en;q=0.9'],
    ['accept-language', 'en', 'en-GB'],
  ];
  for (const [name, one, other] of different)
    it(`${name}: "${one}" is not "${other}"`, () => {
      expect(normalizeField(name, one)).to.not.equal(normalizeField(name, other));
    });
  it('the language that is wanted most, where there is one', () => {
    expect(preferredLanguage('fr;q=0.5, DE')).to.equal('de');
    expect(preferredLanguage('fr, de')).to.equal(undefined);
    expect(preferredLanguage('fr;q=0')).to.equal(undefined);
    expect(preferredLanguage('')).to.equal(undefined);
  });
});
