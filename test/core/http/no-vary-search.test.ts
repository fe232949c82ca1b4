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
    ['params=()', 'https://shop.test/p?a=1&b=2&session=x'],
  ] as const)
    it(`rule 5: "${field}" makes of the query ${new URL(url).search || 'nothing'}`, () => {
      expect(canonicalUrl(URL_GIVEN, searchRule(field) ?? {})).to.equal(url);
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
    'except=("a")',
  ])
    it(`rule 5: ${field === null ? 'none' : `"${field}"`} changes nothing`, () => {
      expect(searchRule(field)).to.equal(undefined);
    });
});
