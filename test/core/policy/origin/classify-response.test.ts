import type { RequestFacts } from '../../../../src/core/policy/policy.js';
import { expect } from 'chai';
import {
  mayStore,
  classifyByOrigin,
  isWholeByOrigin,
} from '../../../../src/core/policy/origin/classify-response.js';
import { aRule, headers } from '../../helpers.js';

type Fields = Record<string, string>;

const CC = (field: string): Fields => ({ 'Cache-Control': field });

describe('storing (RFC 9111 §3)', () => {
  const table: [stored: boolean, status: number, fields: Fields, request?: Fields][] = [
    [true, 200, {}],
    [true, 404, {}],
    [false, 201, {}],
    [false, 403, {}],
    [true, 403, CC('max-age=5')],
    [true, 403, CC('public')],
    [true, 403, CC('private')],
    [true, 403, { Expires: '0' }],
    [true, 299, CC('max-age=5')],
    [true, 599, CC('max-age=5')],
    [false, 600, CC('max-age=5')],
    [false, 200, CC('no-store')],
    [false, 200, CC('max-age=5, NO-STORE')],
    [true, 200, CC('x="no-store", max-age=5')],
    [true, 200, CC('max-age=5, private')],
    [true, 200, CC('max-age=5, private="set-cookie"')],
    [true, 200, CC('no-cache')],
    // RFC 9111 §5.2.2.3: a status whose rules are known makes no-store void.
    [true, 200, CC('max-age=5, no-store, must-understand')],
    [false, 599, CC('max-age=5, no-store, must-understand')],
    [false, 299, CC('max-age=5, must-understand')],
    // RFC 9111 §4.1: nothing but the very request could be answered with it.
    [false, 200, { Vary: '*', ...CC('max-age=5') }],
    [false, 200, { Vary: 'accept, *', ...CC('max-age=5') }],
    // RFC 9111 §5.2.1.5.
    [false, 200, CC('max-age=5'), CC('no-store')],
    [true, 200, CC('max-age=5'), CC('no-cache')],
    // RFC 9111 §3.3: a part that says which one it is.
    [true, 206, { 'Content-Range': 'bytes 0-4/10' }],
    [true, 206, { 'Content-Range': 'bytes 0-4/*' }],
    [false, 206, {}],
    [false, 206, { 'Content-Range': 'bytes 4-0/10' }],
    [false, 206, { 'Content-Range': 'lines 0-4/10' }],
    [false, 206, { 'Content-Type': 'multipart/byteranges; boundary=x' }],
    // RFC 9213: the field for this worker is obeyed instead.
    [true, 200, { 'ISR-Cache-Control': 'max-age=5', ...CC('no-store') }],
    [false, 200, { 'ISR-Cache-Control': 'no-store', ...CC('max-age=5') }],
  ];
  for (const [stored, status, fields, request = {}] of table) {
    it(`a ${status} with ${JSON.stringify(fields)}, asked with ${JSON.stringify(request)}, is ${stored ? '' : 'not '}stored`, () => {
      expect(mayStore({ status, headers: headers(fields) }, headers(request))).to.equal(stored);
    });
  }
});

describe("the verdict on an answer, on routes with revalidate: 'origin'", () => {
  const verdict = (
    status: number,
    fields: Fields = {},
    asking: Partial<RequestFacts> = {},
    rule: Parameters<typeof aRule>[0] = {},
  ) =>
    classifyByOrigin(
      aRule({ revalidate: 'origin', data: true, ...rule }),
      { status, headers: headers(fields), redirect: false },
      { headers: headers(), navigates: false, isStored: false, ...asking },
    );

  it('RFC 9111 §4.3.3: a 304 confirms what is stored, and is handed on where nothing is', () => {
    expect(verdict(304, {}, { isStored: true }).kind).to.equal('not-modified');
    expect(verdict(304).kind).to.equal('unstored');
  });
  for (const status of [500, 502, 503, 504])
    it(`RFC 5861 §4: a ${status} is trouble where something is stored, and an answer where nothing is`, () => {
      expect(verdict(status, CC('max-age=5'), { isStored: true }).kind).to.equal('failed');
      expect(verdict(status, CC('max-age=5')).kind).to.equal('store');
      expect(verdict(status).kind).to.equal('unstored');
    });
  it('rule 22: a success with no-store leaves nothing older behind; other answers that are not stored do', () => {
    expect(verdict(200, CC('no-store'))).to.deep.include({ kind: 'unstored', purge: true });
    expect(verdict(418)).to.deep.include({ kind: 'unstored', purge: false });
  });
  it('without data: true only pages are stored', () => {
    const html = { 'Content-Type': 'text/html; charset=utf-8' };
    expect(verdict(200, html, {}, { data: false }).kind).to.equal('store');
    expect(verdict(200, { 'Content-Type': 'text/plain' }, {}, { data: false }).kind).to.equal('unstored');
  });

  it('rule 19: what a visitor who navigates may not get as everyone does is asked for as the visitor', () => {
    const navigates = { navigates: true };
    expect(verdict(401, {}, navigates).kind).to.equal('personal');
    expect(verdict(403, {}, navigates).kind).to.equal('personal');
    expect(verdict(200, CC('private, max-age=5'), navigates).kind).to.equal('personal');
    expect(verdict(200, CC('no-store'), navigates).kind).to.equal('personal');
    expect(verdict(200, { Vary: 'Cookie' }, navigates).kind).to.equal('personal');
    expect(verdict(200, { Vary: 'Cookie' }, navigates, { audience: 'user' }).kind).to.equal('store');
    expect(verdict(401, {}, navigates, { audience: 'user' }).kind).to.equal('unstored');
  });
  it('rule 19: a script is asked again for what it could not use', () => {
    expect(verdict(401).kind).to.equal('personal');
    expect(verdict(200, { Vary: 'Authorization' }).kind).to.equal('personal');
    expect(verdict(200, CC('private, max-age=5')).kind).to.equal('store');
    expect(verdict(403).kind).to.equal('unstored');
  });
});

describe('whether a body is all of its response', () => {
  const PART = { 'Content-Range': 'bytes 4-9/10' };
  const isWhole = (status: number, fields: Fields, size: number): boolean =>
    isWholeByOrigin({ status, headers: headers(fields) }, size);

  it('a part has the bytes that it names, or the length that it announces', () => {
    expect(isWhole(206, PART, 6)).to.equal(true);
    expect(isWhole(206, PART, 5)).to.equal(false);
    expect(isWhole(206, { ...PART, 'Content-Length': '5' }, 5)).to.equal(true);
    expect(isWhole(206, { ...PART, 'Content-Encoding': 'gzip' }, 50)).to.equal(true);
  });
  it('an empty body is none of a document', () => {
    expect(isWhole(200, { 'Content-Type': 'text/html' }, 0)).to.equal(false);
    expect(isWhole(200, { 'Content-Type': 'image/png' }, 0)).to.equal(true);
    expect(isWhole(204, { 'Content-Type': 'text/html' }, 0)).to.equal(true);
  });
});
