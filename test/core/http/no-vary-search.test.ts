import { expect } from 'chai';
import { canonicalUrl } from '../../../src/core/cache/key.js';
import { searchRule } from '../../../src/core/http/no-vary-search.js';

describe('rule 5: No-Vary-Search', () => {
  const URL_GIVEN = 'https://shop.test/p?b=2&a=1&session=x';
  for (const [field, url] of [
    ['params', 'https://shop.test/p'],
    ['key-order, params', 'https://shop.test/p'],
    ['params=("session")', 'https://shop.test/p?a=1&b=2'],
    ['key-order, params=("session" "b")', 'https://shop.test/p?a=1'],
    ['params, except=("a")', 'https://shop.test/p?a=1'],
    ['params, except=("a" "b"), key-order', 'https://shop.test/p?a=1&b=2'],
    ['params=?1,except=("session")', 'https://shop.test/p?session=x'],
    // Vectors of the draft and of what it is built on.
    ['params=("session"), params', 'https://shop.test/p'],
    ['params, params=("session")', 'https://shop.test/p?a=1&b=2'],
    ['params;x=1', 'https://shop.test/p'],
    ['params=("session";x="a" "b";y)', 'https://shop.test/p?a=1'],
    ['params=(  "session"   "b"  )', 'https://shop.test/p?a=1'],
    ['params=?1', 'https://shop.test/p'],
    ['params=?0, params=("a")', 'https://shop.test/p?b=2&session=x'],
    ['except=("a"), params', 'https://shop.test/p?a=1'],
    ['params, except=()', 'https://shop.test/p'],
    ['key-order=?0, params=("a")', 'https://shop.test/p?b=2&session=x'],
    ['unknown="params=(\\"a\\")", params=("b")', 'https://shop.test/p?a=1&session=x'],
    ['unknown="x, except=(1)", params, except=("a")', 'https://shop.test/p?a=1'],
    ['params=("x, params=" "b")', 'https://shop.test/p?a=1&session=x'],
    ['params=("a" "a")', 'https://shop.test/p?b=2&session=x'],
    ['params=("*" "s*")', 'https://shop.test/p?a=1&b=2&session=x'],
    ['params=()', 'https://shop.test/p?a=1&b=2&session=x'],
  ] as const)
    it(`rule 5: "${field}" makes of the query ${new URL(url).search || 'nothing'}`, () => {
      expect(canonicalUrl(URL_GIVEN, searchRule(field) ?? {})).to.equal(url);
    });

  for (const [name, query, left] of [
    ['x y', 'x%20y=1&x=2&y=3', 'x=2&y=3'],
    ['x y', 'x+y=1&x=2', 'x=2'],
    ['a)b', 'a)b=1&a=2', 'a=2'],
    ['a\\"b', 'a%22b=1&a=2', 'a=2'],
    ['a\\\\b', 'a%5Cb=1&a=2', 'a=2'],
    ['params=', 'params%3D=1&params=2', 'params=2'],
    ['%E3%81%A8', 'と=1&a=2', 'a=2'],
    ['', '=1&a=2', 'a=2'],
    ['a&b=c', 'a%26b%3Dc=1&a=2', 'a=2'],
  ] as const)
    it(`rule 5: the name "${name}" is one name`, () => {
      const rule = searchRule(`params=("${name}")`) ?? {};
      expect(canonicalUrl(`https://shop.test/p?${query}`, rule)).to.equal(`https://shop.test/p?${left}`);
    });

  it('rule 5: names are as in a form', () => {
    const rule = searchRule('params=("my+name" "caf%C3%A9")') ?? {};
    expect(canonicalUrl('https://shop.test/p?my%20name=1&café=2&c=3', rule)).to.equal(
      'https://shop.test/p?c=3',
    );
  });

  it('rule 5: names are taken for what they are, also where they are no words of a query', () => {
    const rule = searchRule('params=("100%" "a=b" "c&d")') ?? {};
    expect(canonicalUrl('https://shop.test/p?100%25=1&a%3Db=2&c%26d=3&e=4', rule)).to.equal(
      'https://shop.test/p?e=4',
    );
  });

  for (const field of [
    null,
    '',
    'key-order',
    'params=?0',
    'params=7',
    '("a")',
    'params=("a"',
    'Params',
    'params=(a)',
    'params=("a" b)',
    'params=("a" 1)',
    'params=(:YQ==:)',
    'params="a"',
    'params=a',
    'params=("a),',
    'params=("a"),',
    'params=("a") "b"',
    'params=("a""b")',
    'params=(("a"))',
    'params=("é")',
    'params=?0, except=("a")',
    'params=("a"), except=("b")',
    'params, except',
    'params, except="a"',
    'params, except=(a)',
    'params, key-order="a"',
    'params=("a"), key-order=1',
    'params=("a"), PARAMS',
    `params=(${'"a" '.repeat(101)})`,
    'except=("a")',
  ])
    it(`rule 5: ${field === null ? 'none' : `"${field}"`} changes nothing`, () => {
      expect(searchRule(field)).to.equal(undefined);
    });
});
