import { expect } from 'chai';
import {
  compareCopies,
  isSameTag,
  proofBy,
  isDeclaredShared,
  type Copy,
} from '../../../src/core/cache/proof.js';

const headers = (fields: Record<string, string> = {}) => ({ get: (name: string) => fields[name] ?? null });
const copy = (text: string, fields: Record<string, string> = {}, status = 200): Copy => ({
  status,
  headers: headers(fields),
  text,
});
const vouches = (field: string, more: Record<string, string> = {}): boolean =>
  isDeclaredShared(headers({ 'cache-control': field, ...more }));

describe('vouchesForItself(): an answer that says it is everyone’s (rule 25, RFC 9111 §3)', () => {
  for (const field of [
    'public',
    'PUBLIC',
    's-maxage=60',
    'max-age=60',
    'public, max-age=0',
    'max-age=60, no-cache',
  ])
    it(`"${field}" does`, () => {
      expect(vouches(field)).to.equal(true);
    });

  for (const field of [
    '',
    'max-age=0',
    's-maxage=0',
    'no-cache',
    'must-revalidate',
    'private',
    'no-store',
    'private, max-age=60',
    'public, private',
    'public, no-store',
    'max-age=abc',
    'max-age=-1',
  ])
    it(`"${field}" does not`, () => {
      expect(vouches(field)).to.equal(false);
    });

  it('does not where it varies by who asks', () => {
    expect(vouches('public', { vary: 'Accept-Encoding, Cookie' })).to.equal(false);
    expect(vouches('public', { vary: 'Authorization' })).to.equal(false);
    expect(vouches('public', { vary: 'Accept-Language' })).to.equal(true);
  });

  it('goes by the targeted field where there is one (RFC 9213)', () => {
    expect(vouches('no-store', { 'isr-cache-control': 'max-age=60' })).to.equal(true);
    expect(vouches('public', { 'isr-cache-control': 'private' })).to.equal(false);
  });
});

describe('compareCopies(): two copies of a page (rule 25)', () => {
  it('are one page by the same bytes and the same status', () => {
    expect(compareCopies(copy('a'), copy('a'))).to.deep.equal({ same: true });
    expect(compareCopies(copy('a'), copy('a', {}, 404))).to.include({ same: false });
    expect(compareCopies(copy(''), copy('a'))).to.include({ same: false });
  });

  const POLICY = 'content-security-policy';
  it('are one page but for nonces, in attributes and in the policy', () => {
    const page = (nonce: string): Copy =>
      copy(`<script nonce="${nonce}">go("${nonce}")</script>`, { [POLICY]: `script-src 'nonce-${nonce}'` });
    expect(compareCopies(page('first-nonce-1'), page('other-nonce-22'))).to.deep.equal({ same: true });
    const bare = (nonce: string): Copy => copy(`<script nonce=${nonce}></script><style nonce='${nonce}b'>`);
    expect(compareCopies(bare('first-nonce-1'), bare('other-nonce-22'))).to.deep.equal({ same: true });
    const meta = (nonce: string): Copy => copy(`<meta content="script-src 'nonce-${nonce}'">`);
    expect(compareCopies(meta('first-nonce-1'), meta('other-nonce-22'))).to.deep.equal({ same: true });
  });

  it('are not one page where anything else differs, whatever the nonces', () => {
    const page = (nonce: string, name: string): Copy => copy(`<script nonce="${nonce}"></script>${name}`);
    expect(compareCopies(page('first-nonce-1', 'Ada'), page('other-nonce-22', 'Bob'))).to.include({
      same: false,
    });
    // A token in a form is no nonce, whatever its name.
    const form = (token: string): Copy => copy(`<input name="nonce" value="${token}">`);
    expect(compareCopies(form('first-token-1'), form('other-token-22'))).to.include({ same: false });
    const data = (token: string): Copy => copy(`<div data-nonce="${token}" data-wp_nonce=${token}>`);
    expect(compareCopies(data('first-token-1'), data('other-token-22'))).to.include({ same: false });
    const link = (token: string): Copy => copy(`<a href="/delete?nonce=${token}&id=1">`);
    expect(compareCopies(link('first-token-1'), link('other-token-22'))).to.include({ same: false });
  });

  it('say where they differ first', () => {
    const compared = compareCopies(copy('<p>Hello Ada, welcome'), copy('<p>Hello you, welcome'));
    expect(compared).to.have.property('why').that.includes('Hello Ada').and.includes('Hello you');
    expect(compared).to.have.property('why').that.includes('character 9');
  });

  it('are compared in a time that grows with their size alone', () => {
    const big = 'nonce='.repeat(200_000);
    const startedAt = performance.now();
    expect(compareCopies(copy(`${big}a`), copy(`${big}b`))).to.include({ same: false });
    expect(performance.now() - startedAt).to.be.lessThan(5_000);
  });
});

describe('proofBy(): what the copy without cookies shows (rules 19 and 25)', () => {
  const own = copy('page');
  it('a 304 and the same bytes show a page to be everyone’s', () => {
    expect(proofBy(own, copy('', {}, 304))).to.deep.equal({ whose: 'everyone', by: 'not-modified' });
    expect(proofBy(own, copy('page'))).to.deep.equal({ whose: 'everyone', by: 'bytes' });
  });
  it('another answer shows it to be the visitor’s', () => {
    for (const other of [copy('other'), copy('page', {}, 404), copy('', {}, 0), copy('no', {}, 401)])
      expect(proofBy(own, other).whose).to.equal('visitor');
  });
  it('a failure shows nothing', () => {
    for (const status of [429, 500, 503])
      expect(proofBy(own, copy('', {}, status)).whose).to.equal('unknown');
  });
});

describe('isSameTag()', () => {
  const same = (one: string, other: string): boolean =>
    isSameTag(headers({ etag: one }), headers({ etag: other }));
  it('compares weakly (RFC 9110 §8.8.3.2), and takes no tag for another', () => {
    expect(same('"a"', 'W/"a"')).to.equal(true);
    expect(same('"a"', '"b"')).to.equal(false);
    expect(isSameTag(headers(), headers())).to.equal(false);
  });
});
