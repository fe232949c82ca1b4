import { expect } from 'chai';
import { askedBy, variantNames, variantOf, variesByUser, variesWildly } from '../../../src/core/http/vary.js';
import { headers } from '../helpers.js';

describe('rule 23: Vary', () => {
  const table: [field: string | null, names: string[]][] = [
    [null, []],
    ['', []],
    [' , ,', []],
    ['Accept-Language', ['accept-language']],
    ['  Accept-Language  ,,X-B,x-a ', ['accept-language', 'x-a', 'x-b']],
    ['X-A, x-a, X-a', ['x-a']],
    ['Accept-Encoding', []],
    ['ACCEPT-ENCODING, User-Agent, Origin', []],
    ['Sec-CH-UA, Sec-Fetch-Mode, sec-x', []],
    ['Security, Original, Accept', ['accept', 'original', 'security']],
    ['Cookie, Authorization, X-A', ['x-a']],
    ['RSC, Next-Router-State-Tree', ['next-router-state-tree', 'rsc']],
    ['é, "x-a"; (b)', ['b', 'x-a']],
  ];
  for (const [field, names] of table) {
    it(`rule 23: "Vary: ${field ?? 'absent'}" varies by ${names.join(' and ') || 'nothing'}`, () => {
      expect(variantNames(field)).to.deep.equal(names);
    });
  }

  it('rule 23: * is not stored, wherever it stands', () => {
    for (const field of ['*', ' * ', 'accept,*', '*, Cookie'])
      expect(variesWildly(field), field).to.equal(true);
    for (const field of [null, '', 'accept', 'x*', '**'])
      expect(variesWildly(field), String(field)).to.equal(false);
  });

  it('rule 23: Cookie and Authorization depend on who asks, in any case of letters', () => {
    for (const field of ['Cookie', 'COOKIE', ' accept ,cookie', 'Authorization', 'x,,authorization,y'])
      expect(variesByUser(field), field).to.equal(true);
    for (const field of [null, '', '*', 'Set-Cookie', 'Cookie2', 'X-Authorization', 'Proxy-Authorization'])
      expect(variesByUser(field), String(field)).to.equal(false);
  });

  it('rule 23: no name that a Vary field can hold makes the lookup throw', () => {
    for (const field of ['a b', 'é', 'x:y', '"q"', 'a/b', '\u{1F4A5}', '(x)', '{}', '@', '\t', 'a\\b'])
      expect(() => variantOf(variantNames(field), headers()), field).not.to.throw();
  });
});

describe('rule 23: the variant', () => {
  const names = ['accept-language', 'x-a'];

  it('rule 23: requests with the same values ask for the same variant', () => {
    const one = headers({ 'Accept-Language': 'de', 'X-A': '1', 'X-B': '2' });
    const other = headers({ 'x-a': ' 1 ', 'accept-language': 'de' });
    expect(variantOf(names, one)).to.equal(variantOf(names, other));
  });

  it('rule 23: requests with other values, or none, ask for another (RFC 9111 §4.1)', () => {
    const variants = [
      {},
      { 'Accept-Language': '' },
      { 'Accept-Language': 'de' },
      { 'Accept-Language': 'DE' },
      { 'Accept-Language': 'de', 'X-A': '' },
      { 'Accept-Language': 'de', 'X-A': 'de' },
      { 'X-A': 'de' },
      { 'X-A': 'accept-language:de' },
    ].map((given) => variantOf(names, headers(given)));
    expect(new Set(variants).size).to.equal(variants.length);
  });

  it('rule 23: several fields of one name are one value', () => {
    const fields = headers();
    fields.append('X-A', '1');
    fields.append('X-A', '2');
    expect(variantOf(['x-a'], fields)).to.equal(variantOf(['x-a'], headers({ 'X-A': '1, 2' })));
  });

  it('rule 23: a variant tells what a request for it says', () => {
    for (const given of [
      {},
      { 'Accept-Language': '' },
      { 'Accept-Language': 'de;q=1,fr', 'X-A': 'a:b: c' },
      { 'X-A': 'de' },
    ]) {
      const variant = variantOf(names, headers(given));
      expect(new Headers(askedBy(variant)).get('x-a')).to.equal(headers(given).get('x-a'));
      expect(variantOf(names, new Headers(askedBy(variant)))).to.equal(variant);
      // As it stands at the end of a key.
      expect(askedBy(`\n${variant}`)).to.deep.equal(askedBy(variant));
    }
  });

  it('rule 23: where nothing varies the variant is empty', () => {
    expect(variantOf([], headers({ accept: '*/*' }))).to.equal('');
  });
});
