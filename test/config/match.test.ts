import { expect } from 'chai';
import type { RouteMatch } from '../../src/config/types.js';
import { compileMatch, patternOf, type Params } from '../../src/config/match.js';

/** What a `match` makes of a path: the params, or undefined. */
function params(match: RouteMatch, path: string): Params | undefined {
  const url = new URL(path, 'https://shop.test');
  return compileMatch(match)(url, new Request(url));
}

describe('a folder and its bare path', () => {
  it("are both taken by '/account{/*}?', and not by '/account/*'", () => {
    for (const [path, both, below] of [
      ['/account', true, false],
      ['/account/', true, true],
      ['/account/orders/1?page=2', true, true],
      ['/accounts', false, false],
      ['/accounts/1', false, false],
    ] as const) {
      expect(!!params('/account{/*}?', path), path).to.equal(both);
      expect(!!params('/account/*', path), path).to.equal(below);
    }
  });
});

describe('rule 5: a URL however it is encoded', () => {
  const forms: [match: RouteMatch, ...paths: string[]][] = [
    ['/п/:id', '/п/1', '/%d0%bf/1', '/%D0%BF/1', '/%D0%bf/%31'],
    ['/%d0%bf', '/п', '/%d0%bf', '/%D0%BF'],
    ['/~ann', '/~ann', '/%7Eann', '/%7eann', '/~%61nn'],
    ['/%7Eann', '/~ann', '/%7Eann'],
    ['/:x(%d0%bf)', '/п', '/%d0%bf'],
    [{ pathname: '/a%2fb' }, '/a%2fb', '/a%2Fb'],
    [{ pathname: '/a', search: 'q=%d0%bf' }, '/a?q=%D0%BF', '/a?q=%d0%bf', '/a?q=п'],
    [/^\/(?:%[\dA-F]{2})+$/, '/%d0%bf', '/п'],
    [({ url }) => url.pathname === '/%D0%BF', '/%d0%bf', '/п'],
  ];
  for (const [match, ...paths] of forms)
    it(`is taken alike by ${typeof match === 'object' ? JSON.stringify(match) : String(match)}`, () => {
      for (const path of paths) expect(params(match, path), path).not.to.equal(undefined);
    });

  it('is another one where a reserved character is encoded', () => {
    expect(params('/a/b', '/a%2Fb')).to.equal(undefined);
    expect(params('/a%2Fb', '/a/b')).to.equal(undefined);
    expect(params('/:one', '/a%2Fb')).to.include({ one: 'a/b' });
  });

  it('leaves out the parts of a pattern that are undefined', () => {
    const match = { pathname: '/a', search: undefined } as unknown as RouteMatch;
    expect(params(match, '/a?q=1')).not.to.equal(undefined);
    expect(patternOf(match)).to.include({ pathname: '/a' });
  });
});

describe('params', () => {
  for (const [what, match, path, expected] of [
    ['a name', '/products/:id', '/products/톱사슴', { id: '톱사슴' }],
    ['a name in lower case', '/products/:id', '/products/%d0%bf', { id: 'п' }],
    ['a slash', '/products/:id', '/products/a%2Fb%20c', { id: 'a/b c' }],
    ['a plus sign, which is one in a path', '/:x', '/a+b', { x: 'a+b' }],
    ['a rest', '/files/*', '/files/a%20b/c', { '0': 'a b/c' }],
    ['what can’t be decoded', '/:x/:y', '/100%/%d0', { x: '100%', y: '%D0' }],
    ['a percent sign', '/:x', '/100%25', { x: '100%' }],
    ['a name in the query', { pathname: '/s', search: 'q=:words' }, '/s?q=%C3%A9t%C3%A9', { words: 'été' }],
    ['a group of a RegExp', /^\/(?<lang>[^/]+)\/(?<rest>x)?/, '/%C3%A9/', { lang: 'é' }],
    ['what a function returns, as it is', () => ({ id: '%41' }), '/', { id: '%41' }],
  ] as [string, RouteMatch, string, Params][])
    it(`are decoded: ${what}`, () => {
      expect(params(match, path)).to.deep.include(expected);
    });
});
