import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCookieJar } from '../../../src/build/doctor/asking/cookie-jar.js';

const at = (path: string, origin = 'https://shop.example'): URL => new URL(path, origin);

describe('the visitor’s cookies', () => {
  it('are those given, then those that the site sets', () => {
    const jar = createCookieJar(['a=1; b=2', 'c=3']);
    assert.equal(jar.header(at('/')), 'a=1; b=2; c=3');
    jar.set(at('/'), 'b=4; Path=/; HttpOnly');
    assert.equal(jar.header(at('/x')), 'a=1; b=4; c=3');
    assert.equal(createCookieJar([]).header(at('/')), undefined);
  });

  it('go to their paths, the longest first', () => {
    const jar = createCookieJar([]);
    jar.set(at('/'), 'all=1; Path=/');
    jar.set(at('/shop/list'), 'shop=1');
    jar.set(at('/'), 'cart=1; Path=/shop/cart');
    assert.equal(jar.header(at('/')), 'all=1');
    assert.equal(jar.header(at('/shop/')), 'shop=1; all=1');
    assert.equal(jar.header(at('/shop/cart/2')), 'cart=1; shop=1; all=1');
    assert.equal(jar.header(at('/shopping')), 'all=1');
  });

  it('are deleted by the site', () => {
    const jar = createCookieJar(['a=1; b=2; c=3'], () => Date.parse('2026-01-01'));
    jar.set(at('/'), 'a=; Max-Age=0; Path=/');
    jar.set(at('/'), 'b=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/');
    jar.set(at('/'), 'c=4; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60; Path=/');
    assert.equal(jar.header(at('/')), 'c=4');
  });

  it('are refused for another host, and kept for a domain of this one', () => {
    const jar = createCookieJar([]);
    jar.set(at('/'), 'other=1; Domain=evil.example');
    jar.set(at('/'), 'near=1; Domain=op.example');
    jar.set(at('/'), 'own=1; Domain=.example');
    assert.equal(jar.header(at('/')), 'own=1');
  });

  it('that are secure go over HTTPS, and to this machine', () => {
    for (const [origin, sent] of [
      ['https://shop.example', 'a=1'],
      ['http://localhost:3000', 'a=1'],
      ['http://shop.example', undefined],
    ] as const) {
      const jar = createCookieJar([]);
      jar.set(at('/', origin), 'a=1; Secure');
      assert.equal(jar.header(at('/', origin)), sent);
    }
  });

  it('are bounded, and what is malformed is passed over', () => {
    const jar = createCookieJar([]);
    for (const field of ['', '=1', 'novalue', ';', `long=${'x'.repeat(5000)}`]) jar.set(at('/'), field);
    assert.equal(jar.header(at('/')), undefined);
    for (let count = 0; count < 1000; count += 1) jar.set(at('/'), `n${count}=1`);
    assert.ok((jar.header(at('/')) ?? '').split(';').length < 200);
  });
});
