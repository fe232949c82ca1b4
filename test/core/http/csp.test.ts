import { expect } from 'chai';
import { allowNonce, allowsOtherSites } from '../../../src/core/http/csp.js';

const N = "'nonce-n0='";

describe('rule 12: a script of the shell under the policy of the site (CSP3)', () => {
  const allowed: [policy: string, after: string][] = [
    ["script-src 'self'", `script-src 'self' ${N}`],
    ["script-src 'none'", `script-src ${N}`],
    ["script-src 'NONE'", `script-src ${N}`],
    ['script-src', `script-src ${N}`],
    ['script-src ;', `script-src ${N};`],
    ["script-src 'nonce-other'", `script-src 'nonce-other' ${N}`],
    ["script-src 'sha256-abc='", `script-src 'sha256-abc=' ${N}`],
    ["script-src 'strict-dynamic'", `script-src 'strict-dynamic' ${N}`],
    ["script-src 'unsafe-inline' 'nonce-o'", `script-src 'unsafe-inline' 'nonce-o' ${N}`],
    ["script-src 'unsafe-inline' 'NONCE-o'", `script-src 'unsafe-inline' 'NONCE-o' ${N}`],
    ["script-src 'unsafe-inline' 'sha256-o='", `script-src 'unsafe-inline' 'sha256-o=' ${N}`],
    ["script-src 'unsafe-inline' 'strict-dynamic'", `script-src 'unsafe-inline' 'strict-dynamic' ${N}`],
    ["img-src *; script-src a.test; style-src 'self'", `img-src *; script-src a.test ${N}; style-src 'self'`],
    ["img-src *;script-src a.test;style-src 'self'", `img-src *;script-src a.test ${N};style-src 'self'`],
    ["SCRIPT-SRC 'self'", `SCRIPT-SRC 'self' ${N}`],
    ["\tscript-src\t'self'", `\tscript-src\t'self' ${N}`],
    ["script-src 'self'; script-src 'none'", `script-src 'self' ${N}; script-src 'none'`],
    ["script-src-elem 'self'; script-src 'none'", `script-src-elem 'self' ${N}; script-src 'none'`],
    ["script-src 'none'; script-src-elem 'self'", `script-src 'none'; script-src-elem 'self' ${N}`],
    ["script-src-attr 'none'; script-src a.test", `script-src-attr 'none'; script-src a.test ${N}`],
    ["default-src 'none'", `default-src 'none'; script-src ${N}`],
    ["Default-Src 'self' a.test", `Default-Src 'self' a.test; script-src 'self' a.test ${N}`],
    ["default-src 'self'; img-src *", `default-src 'self'; img-src *; script-src 'self' ${N}`],
    ["default-src 'unsafe-inline'; script-src 'self'", `default-src 'unsafe-inline'; script-src 'self' ${N}`],
    ['report-uri /script-src; script-src $& $1', `report-uri /script-src; script-src $& $1 ${N}`],
  ];
  for (const [policy, after] of allowed) {
    it(`rule 12: "${policy}" comes to allow the nonce`, () => {
      expect(allowNonce(policy, 'n0=')).to.equal(after);
    });
  }

  const alone = [
    '',
    ' ; ;',
    "img-src 'none'",
    "script-src-attr 'none'",
    "script-srcs 'none'",
    "frame-ancestors 'none'; upgrade-insecure-requests",
    "script-src 'self' 'unsafe-inline'",
    "script-src 'Unsafe-Inline'",
    "default-src 'unsafe-inline'",
    "script-src 'none'; script-src-elem 'unsafe-inline'",
    "default-src 'none'; script-src 'unsafe-inline' https:",
  ];
  for (const policy of alone) {
    it(`rule 12: "${policy}" lets the script run as it is, and stays as it is`, () => {
      expect(allowNonce(policy, 'n0=')).to.equal(policy);
    });
  }

  it('rule 12: of several policies, which all apply, each comes to allow it', () => {
    expect(allowNonce("default-src 'self', script-src 'none'; img-src *,img-src 'none'", 'n0=')).to.equal(
      `default-src 'self'; script-src 'self' ${N}, script-src ${N}; img-src *,img-src 'none'`,
    );
  });

  it('rule 12: nothing but scripts is allowed more than before', () => {
    const after = allowNonce("default-src 'none'; style-src 'self'", 'n0=');
    expect(after.startsWith("default-src 'none'; style-src 'self';")).to.equal(true);
  });
});

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
