import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forbiddenBy, GOVERNING, parsePolicies, policiesOf } from '../../../src/build/doctor/csp.js';

const SELF = new URL('https://shop.example/page');

const allows = (
  field: string,
  url: string,
  names: readonly string[] = GOVERNING.fetch,
  self = SELF,
): boolean => forbiddenBy(parsePolicies(field), names, new URL(url, self), self) === undefined;

describe('a Content-Security-Policy', () => {
  it('matches sources as browsers do (CSP3 §6.7.2)', () => {
    for (const [source, url, expected] of [
      ["'self'", '/x', true],
      ["'self'", 'https://other.example/', false],
      ["'none'", '/x', false],
      ['', '/x', false],
      ['*', 'https://any.example/', true],
      ['*', 'data:x', false],
      ['https:', 'https://any.example/', true],
      ['https:', 'http://any.example/', false],
      ['http:', 'https://any.example/', true],
      ['cdn.example', 'https://cdn.example/a.js', true],
      ['cdn.example', 'http://cdn.example/a.js', false],
      ['CDN.example', 'https://cdn.example/a.js', true],
      ['*.example', 'https://a.b.example/', true],
      ['*.cdn.example', 'https://cdn.example/', false],
      ['https://cdn.example:8443', 'https://cdn.example:8443/', true],
      ['https://cdn.example', 'https://cdn.example:8443/', false],
      ['https://cdn.example:*', 'https://cdn.example:8443/', true],
      ['https://cdn.example/js/', 'https://cdn.example/js/a.js', true],
      ['https://cdn.example/js', 'https://cdn.example/js/a.js', false],
      ['https://cdn.example/js/a.js', 'https://cdn.example/js/a.js', true],
    ] as const)
      assert.equal(allows(`connect-src ${source}`, url), expected, `${source} ${url}`);
  });

  it('falls back from one directive to the next', () => {
    assert.equal(allows("default-src 'none'", '/x'), false);
    assert.equal(allows("default-src 'none'; connect-src 'self'", '/x'), true);
    assert.equal(allows("img-src 'none'", '/x'), true);
    const worker = (field: string) => allows(field, '/sw.js', GOVERNING.worker);
    assert.equal(worker("script-src 'none'"), false);
    assert.equal(worker("script-src 'none'; child-src 'self'"), true);
    assert.equal(worker("script-src 'self'; worker-src 'none'"), false);
  });

  it('lets trusted scripts start workers', () => {
    assert.equal(allows("script-src 'nonce-abc' 'strict-dynamic'", '/sw.js', GOVERNING.worker), true);
    assert.equal(allows("worker-src 'nonce-abc' 'strict-dynamic'", '/sw.js', GOVERNING.worker), false);
  });

  it('of several applies whole; of two equal directives the first counts', () => {
    assert.equal(allows("connect-src 'self', connect-src 'none'", '/x'), false);
    assert.equal(allows("connect-src 'self'; connect-src 'none'", '/x'), true);
    assert.equal(allows(' ; ,;', '/x'), true);
    assert.equal(
      forbiddenBy(parsePolicies('Connect-Src'), GOVERNING.fetch, SELF, SELF),
      "connect-src 'none'",
    );
  });

  it('of a <meta> is read, without what counts for nothing there', () => {
    const html = `<meta charset=utf-8><META content='default-src "x"; sandbox' http-equiv=content-security-policy>`;
    const policies = policiesOf({ get: () => null }, html);
    assert.deepEqual(
      policies.map((policy) => [...policy.keys()]),
      [['default-src']],
    );
    assert.deepEqual(policiesOf({ get: () => null }, '<meta name="x" content="default-src">'), []);
  });
});
