import { expect } from 'chai';
import { allowNonce } from '../../../src/core/http/csp.js';

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
