import { expect } from 'chai';
import { allowsOtherSites } from '../../../src/core/http/fetch-policy.js';

const CSP = 'content-security-policy';
const allows = (headers: Record<string, string>, scheme = 'https:'): boolean =>
  allowsOtherSites(new Headers(headers), scheme);

describe('rule 37: whether a worker may fetch from other sites', () => {
  const allowed: Record<string, string>[] = [
    {},
    { [CSP]: '' },
    { [CSP]: "img-src 'self'; script-src 'none'" },
    { [CSP]: 'default-src *' },
    { [CSP]: "default-src 'self' https:" },
    { [CSP]: "default-src 'none'; connect-src HTTPS:" },
    { [CSP]: "Connect-Src *; default-src 'self'" },
    { [CSP]: "x-connect-src 'none'; connect-src-elem 'none'" },
    { [CSP]: 'connect-src *, default-src https:' },
    { 'cross-origin-embedder-policy': 'unsafe-none' },
  ];
  for (const headers of allowed)
    it(`allows it: ${JSON.stringify(headers)}`, () => expect(allows(headers)).to.equal(true));

  const denied: Record<string, string>[] = [
    { [CSP]: "default-src 'self'" },
    { [CSP]: "default-src 'self'; img-src *" },
    { [CSP]: "default-src 'self' https://cdn.test" },
    { [CSP]: "img-src *; connect-src 'self'; default-src *" },
    { [CSP]: 'connect-src' },
    { [CSP]: 'connect-src;default-src *' },
    { [CSP]: 'default-src http:' },
    { [CSP]: "default-src *, connect-src 'self'" },
    { [`${CSP}-report-only`]: "default-src 'self'" },
    { 'cross-origin-embedder-policy': 'require-corp' },
    { 'cross-origin-embedder-policy': 'credentialless; report-to="a"' },
    { 'cross-origin-embedder-policy-report-only': 'require-corp' },
  ];
  for (const headers of denied)
    it(`denies it: ${JSON.stringify(headers)}`, () => expect(allows(headers)).to.equal(false));

  it('goes by the scheme of the site', () => {
    expect(allows({ [CSP]: 'default-src http:' }, 'http:')).to.equal(true);
    expect(allows({ [CSP]: 'default-src https:' }, 'http:')).to.equal(false);
  });
});
