import { expect } from 'chai';
import { classifyResponse } from '../../../../src/core/policy/route/classify-response.js';
import { type Verdict } from '../../../../src/core/policy/verdict.js';
import type { Rule } from '../../../../src/core/cache/rule.js';
import { aRule, headers } from '../../helpers.js';

interface Given {
  status?: number;
  fields?: Record<string, string>;
  redirect?: boolean;
  rule?: Partial<Rule>;
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

/** The verdict in short: its kind, its reason, and `purge` where the stored page must go. */
function verdict({ status = 200, fields = {}, redirect = false, rule = {} }: Given): string {
  const given: Verdict = classifyResponse(aRule(rule), {
    status,
    headers: headers({ ...HTML, ...fields }),
    redirect,
  });
  const reason = 'reason' in given ? ` ${given.reason}` : '';
  return `${given.kind}${reason}${'purge' in given && given.purge ? ' purge' : ''}`;
}

describe('rule 16: what may be stored', () => {
  const pages = [
    'text/html',
    'TEXT/HTML',
    'text/html;charset=utf-8',
    'text/html ; charset="utf-8"',
    'text/html, text/html',
    'application/xhtml+xml',
  ];
  for (const type of pages) {
    it(`rule 16: a 200 of type "${type}" may be stored`, () => {
      expect(verdict({ fields: { 'Content-Type': type } })).to.equal('store');
    });
  }

  const others = [
    '',
    'text/plain',
    'text/htmlx',
    'text/html-sandboxed',
    'application/json',
    'x text/html',
    'text/x-component',
  ];
  for (const type of others) {
    it(`rule 16: a 200 of type "${type}" is not, except on a route with data`, () => {
      expect(verdict({ fields: { 'Content-Type': type } })).to.equal('unstored type');
      expect(verdict({ fields: { 'Content-Type': type }, rule: { data: true } })).to.equal('store');
    });
  }

  it('rule 16: an answer without a type is not stored', () => {
    expect(classifyResponse(aRule(), { status: 200, headers: headers(), redirect: false }).kind).to.equal(
      'unstored',
    );
  });

  it('rule 16: a type does not make up for what else forbids it', () => {
    expect(verdict({ fields: { 'Cache-Control': 'no-store' }, rule: { data: true } })).to.equal(
      'personal no-store',
    );
  });
});

describe('rules 9 and 17 to 21: statuses', () => {
  const table: [rules: string, status: number, said: string][] = [
    ['rule 18', 404, 'store'],
    ['rule 18', 410, 'store'],
    ['rule 17', 304, 'not-modified'],
    ['rule 19', 401, 'personal 401'],
    ['rule 19', 403, 'personal 403'],
    ['rule 9', 429, 'failed 429'],
    ['rule 9', 500, 'failed 500'],
    ['rule 9', 501, 'failed 501'],
    ['rule 9', 503, 'failed 503'],
    ['rule 9', 599, 'failed 599'],
    ['rule 20', 400, 'unstored 400'],
    ['rule 20', 402, 'unstored 402'],
    ['rule 20', 405, 'unstored 405'],
    ['rule 20', 408, 'unstored 408'],
    ['rule 20', 418, 'unstored 418'],
    ['rule 20', 451, 'unstored 451'],
    ['rule 20', 101, 'unstored 101'],
    ['rule 20', 103, 'unstored 103'],
    ['rule 20', 206, 'unstored 206'],
    ['rule 16', 201, 'unstored 201'],
    ['rule 16', 203, 'unstored 203'],
    ['rule 16', 204, 'unstored 204'],
    ['rule 16', 300, 'unstored 300'],
    ['rule 16', 0, 'unstored 0'],
  ];
  for (const [rules, status, said] of table) {
    it(`${rules}: a ${status} is ${said}`, () => {
      expect(verdict({ status })).to.equal(said);
    });
  }

  it('rules 19 and 21: a redirect, followed or not, is not handed on, whatever its status and headers', () => {
    for (const status of [0, 200, 301, 302, 304, 404, 500])
      expect(verdict({ status, redirect: true, fields: { 'Cache-Control': 'max-age=60' } })).to.equal(
        'personal redirect',
      );
  });

  it('rules 9 and 20: trouble and other answers purge nothing, even where they say no-store', () => {
    for (const status of [206, 400, 418, 429, 500, 503])
      expect(verdict({ status, fields: { 'Cache-Control': 'no-store, private', Vary: '*' } })).not.to.match(
        /purge|personal/,
      );
  });
});

describe('rules 19, 22 and 23: whose page it is', () => {
  const table: [rules: string, field: string, value: string, everyone: string, user: string][] = [
    ['rule 22', 'Cache-Control', 'no-store', 'personal no-store', 'unstored no-store purge'],
    ['rule 22', 'Cache-Control', 'No-Store', 'personal no-store', 'unstored no-store purge'],
    ['rule 22', 'Cache-Control', 'max-age=60, no-store', 'personal no-store', 'unstored no-store purge'],
    ['rule 22', 'Cache-Control', 'no-store="x"', 'personal no-store', 'unstored no-store purge'],
    ['rule 22', 'Cache-Control', 'private', 'personal private', 'store'],
    ['rule 22', 'Cache-Control', 'PRIVATE, max-age=60', 'personal private', 'store'],
    ['rule 22', 'Cache-Control', 'private="set-cookie"', 'personal private', 'store'],
    ['rule 22', 'Cache-Control', 'private, no-store', 'personal no-store', 'unstored no-store purge'],
    ['rule 22', 'Cache-Control', 'x="no-store, private"', 'store', 'store'],
    ['rule 22', 'Cache-Control', 'no-store-x, x-private', 'store', 'store'],
    ['rule 22', 'Cache-Control', 'no-cache', 'store', 'store'],
    ['rule 22', 'Cache-Control', 'max-age=0, must-revalidate', 'store', 'store'],
    ['rule 22', 'Cache-Control', '', 'store', 'store'],
    ['rule 22', 'Pragma', 'no-cache', 'store', 'store'],
    ['rule 3', 'CDN-Cache-Control', 'no-store', 'store', 'store'],
    ['rule 22', 'ISR-Cache-Control', 'no-store', 'personal no-store', 'unstored no-store purge'],
    ['rule 22', 'ISR-Cache-Control', 'private', 'personal private', 'store'],
    ['rule 22', 'ISR-Cache-Control', 'no-cache', 'store', 'store'],
    ['rule 23', 'Vary', 'Cookie', 'personal vary', 'store'],
    ['rule 23', 'Vary', 'accept-encoding, COOKIE', 'personal vary', 'store'],
    ['rule 23', 'Vary', 'Authorization', 'personal vary', 'store'],
    ['rule 23', 'Vary', '*', 'unstored vary purge', 'unstored vary purge'],
    ['rule 23', 'Vary', 'Cookie, *', 'personal vary', 'unstored vary purge'],
    ['rule 23', 'Vary', 'Accept-Encoding, User-Agent, Accept-Language', 'store', 'store'],
  ];
  for (const [rules, field, value, everyone, user] of table) {
    for (const status of [200, 404, 410]) {
      it(`${rules}: a ${status} with "${field}: ${value}" is ${everyone} for everyone, ${user} for a user`, () => {
        const fields = { [field]: value };
        expect(verdict({ status, fields })).to.equal(everyone);
        expect(verdict({ status, fields, rule: { audience: 'user' } })).to.equal(user);
      });
    }
  }

  it('rule 3: a valid ISR-Cache-Control is asked instead of Cache-Control, an invalid one is not', () => {
    const fields = { 'Cache-Control': 'private, no-store' };
    expect(verdict({ fields: { ...fields, 'ISR-Cache-Control': 'max-age=60' } })).to.equal('store');
    expect(verdict({ fields: { ...fields, 'ISR-Cache-Control': 'max-age=' } })).to.equal('personal no-store');
    expect(verdict({ fields: { ...fields, 'ISR-Cache-Control': '' } })).to.equal('personal no-store');
  });

  it('rules 17, 19 and 22: a 304 that forbids to keep the page on does not confirm it', () => {
    expect(verdict({ status: 304, fields: { 'Cache-Control': 'private' } })).to.equal('personal private');
    expect(verdict({ status: 304, fields: { 'Cache-Control': 'no-store' } })).to.equal('personal no-store');
    expect(verdict({ status: 304, fields: { Vary: 'Cookie' } })).to.equal('personal vary');
    expect(verdict({ status: 304, fields: { Vary: '*' } })).to.equal('personal vary');
    const user = { audience: 'user' } as const;
    expect(verdict({ status: 304, fields: { 'Cache-Control': 'private' }, rule: user })).to.equal(
      'not-modified',
    );
    expect(verdict({ status: 304, fields: { 'Cache-Control': 'no-store' }, rule: user })).to.equal(
      'personal no-store',
    );
  });

  it('rule 17: a 304 needs no type', () => {
    expect(classifyResponse(aRule(), { status: 304, headers: headers(), redirect: false }).kind).to.equal(
      'not-modified',
    );
  });
});
