import { expect } from 'chai';
import fc from 'fast-check';
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

describe('a path of literal and named segments, with a star at its end', () => {
  const simple = [
    '/',
    '/*',
    '/about',
    '/about/',
    '/a/:id',
    '/:lang/shop/:id/*',
    '/robots-*',
    '/v1.2/~ann_x/:a1',
    '/%7Eann',
  ];
  /** Stands for a browser in which compiling a pattern takes a while. */
  class Counting extends URLPattern {
    static count = 0;
    constructor(init?: URLPatternInit) {
      super(init);
      Counting.count += 1;
    }
  }
  const compiled = (match: RouteMatch): number => {
    const before = Counting.count;
    compileMatch(match, Counting);
    return Counting.count - before;
  };

  it('is matched without a URLPattern, whose constructor takes 0.6 ms', () => {
    for (const path of simple) expect(compiled(path), path).to.equal(0);
  });

  it('is matched by a URLPattern where that changes the path, or reads more than a name', () => {
    for (const path of [
      '/a/../b',
      '/.well-known/x',
      '/п',
      '/a b',
      '/:id?',
      '/:id*',
      '/*/a',
      '/:a-:b',
      '/a{/b}?',
      '/%2f',
      '//',
      '/a//b',
      '*',
    ])
      expect(compiled(path), path).to.equal(1);
  });

  const piece = fc.constantFrom(
    ...[
      '/',
      '/',
      '/',
      '/a',
      '/B',
      '/:id',
      '/:x1',
      '/:Lang',
      '/*',
      '*',
      'a',
      '1',
      '.',
      '..',
      '-',
      '~',
      '_',
      '$',
      '!',
      '+',
      '?',
    ],
    ...[
      ':',
      ':b',
      '%7E',
      '%7e',
      '%2f',
      '%2E',
      '%25',
      '%',
      '%4',
      'é',
      'п',
      '{',
      '}',
      '{/c}?',
      '(',
      ')',
      '\\',
      '(.*)',
      ' ',
      ';',
      '@',
    ],
  );
  const patterns = fc.oneof(
    fc.array(piece, { maxLength: 6 }).map((pieces) => `/${pieces.join('')}`),
    fc.constantFrom(...simple),
  );
  const text = fc.constantFrom(
    'a',
    'B',
    'b',
    '1',
    'a.b',
    '%d0%bf',
    'п',
    '%2F',
    'x/y',
    '',
    '%',
    '~',
    '%7E',
    'é',
    '..',
    "'",
  );
  /** URLs that the pattern takes, or just does not. */
  const cases = patterns.chain((pattern) =>
    fc.tuple(
      fc.constant(pattern),
      fc.oneof(
        fc.array(text, { minLength: 8, maxLength: 8 }).map((texts) => {
          let at = 0;
          return pattern.replace(/:\w+|\*/g, () => texts[at++] ?? '');
        }),
        fc.array(fc.oneof(piece, text), { maxLength: 6 }).map((pieces) => `/${pieces.join('')}`),
      ),
      fc.constantFrom('', '/', '?', '?q=%D0%bf&a=1', '#top', '?0=1#a', 'a'),
    ),
  );
  /** What the platform's class makes of the same path and URL. */
  const expectedOf = (match: string, url: URL): Params | undefined => {
    // An object always takes the class.
    const { search, pathname } = patternOf(match) ?? {};
    return compileMatch({ ...(search && { search }), pathname: pathname ?? '' })(
      url,
      new Request(url.origin),
    );
  };

  /** The polyfill in Node misreads `//` at the start of a path and `??`. Browsers do not. */
  const misreads = ({ pathname, search }: URL): boolean =>
    !new URLPattern({ pathname: '/*' }).test('https://shop.test//') &&
    (pathname.startsWith('//') || search.startsWith('??'));

  it('gets the params that a URLPattern gives', () => {
    const counts = { taken: 0, left: 0 };
    fc.assert(
      fc.property(cases, ([pattern, path, rest]) => {
        const url = URL.canParse(path + rest, 'https://shop.test')
          ? new URL(path + rest, 'https://shop.test')
          : undefined;
        // A path such as `//host` leads to another site.
        if (!url?.href.startsWith('https://shop.test/') || misreads(url)) return;
        const outcome = (matched: () => Params | undefined): unknown => {
          try {
            return matched();
          } catch {
            return 'refused';
          }
        };
        const expected = outcome(() => expectedOf(pattern, url));
        expect(outcome(() => compileMatch(pattern)(url, new Request(url)))).to.deep.equal(expected);
        if (expected !== 'refused' && !compiled(pattern)) counts[expected ? 'taken' : 'left'] += 1;
      }),
      { numRuns: 2000 },
    );
    // Otherwise the property would have compared the class with itself.
    expect(counts.taken).to.be.greaterThan(100);
    expect(counts.left).to.be.greaterThan(100);
  });
});
