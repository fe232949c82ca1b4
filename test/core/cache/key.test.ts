import { expect } from 'chai';
import fc from 'fast-check';
import {
  canonicalUrl,
  deploymentOf,
  keyOf,
  normalEscapes,
  scopeOf,
  type QueryRule,
} from '../../../src/core/cache/key.js';

const of = (search: string, rule: QueryRule = {}): string =>
  canonicalUrl(`https://shop.test/p${search}`, rule).slice('https://shop.test/p'.length);

describe('rule 5: the canonical URL', () => {
  const table: [what: string, search: string, canonical: string][] = [
    ['has no fragment', '?a=1#top', '?a=1'],
    ['has no fragment where there is no query', '#top', ''],
    ['has no fragment that looks like a query', '#?a=1', ''],
    ['has no lone question mark', '?', ''],
    ['has no empty pairs', '?&&a=1&&b&', '?a=1&b'],
    ['has no query where all pairs are empty', '?&&&', ''],
    ['is sorted by name', '?b=2&a=1&C=3', '?C=3&a=1&b=2'],
    ['keeps the order of one name given twice', '?b=2&a=9&b=1&a=10', '?a=9&a=10&b=2&b=1'],
    ['keeps "a" apart from "a="', '?b=&a', '?a&b='],
    ['keeps a pair without a name', '?a=1&=x', '?=x&a=1'],
    ['keeps what is encoded encoded', '?q=a+b&p=a%20b&r=%C3%A9&s=%2B', '?p=a%20b&q=a+b&r=%C3%A9&s=%2B'],
    ['has one form of an encoding', '?a=%c3%a9&b=%2b&c=%7ex', '?a=%C3%A9&b=%2B&c=~x'],
    ['decodes nothing that separates', '?a=%26b%3D1%23&c=%2f%3f', '?a=%26b%3D1%23&c=%2F%3F'],
    ['sorts by the decoded name', '?b=1&%61=2', '?a=2&b=1'],
    ['keeps "=" in a value', '?a=b=c', '?a=b=c'],
    ['keeps broken percent signs', '?a=%&b=%zz&%E0%A4=1', '?a=%&b=%zz&%E0%A4=1'],
    ['keeps a question mark at the start of a name', '??a=1', '??a=1'],
    ['keeps a second question mark', '?a=1?b=2', '?a=1?b=2'],
    ['encodes what the parser encodes', '?é=ü', '?%C3%A9=%C3%BC'],
    ['keeps the case of names and values', '?a=B&A=b', '?A=b&a=B'],
    ['keeps ";" within a value', '?a=1;b=2', '?a=1;b=2'],
    ['sorts numbers as text', '?10=a&9=b', '?10=a&9=b'],
  ];
  for (const [what, search, canonical] of table) {
    it(`rule 5: it ${what}: "${search}"`, () => {
      expect(of(search)).to.equal(canonical);
    });
  }

  it('rule 5: it is canonical itself, so making it twice changes nothing', () => {
    for (const [, search] of table) expect(of(of(search))).to.equal(of(search));
  });

  it('rule 5: one name given many times keeps its order between others', () => {
    const pairs = Array.from({ length: 60 }, (_, index) => `m=${(index * 37) % 60}`);
    expect(of(`?z&${pairs.join('&')}&a`)).to.equal(`?a&${pairs.join('&')}&z`);
    expect(of(`?${pairs.join('&a&z&')}`)).to.equal(`?${'a&'.repeat(59)}${pairs.join('&')}${'&z'.repeat(59)}`);
  });

  it('rule 5: paths are case-sensitive, and a trailing slash is another page', () => {
    for (const path of ['/P', '/p', '/p/', '/p//', '/~p', '/p%2Fq', '/é'])
      expect(canonicalUrl(`https://shop.test${path}`, {})).to.equal(new URL(path, 'https://shop.test').href);
  });

  it('rule 5: a path has one form, however it is encoded', () => {
    const canonical = (path: string): string => canonicalUrl(`https://shop.test${path}`, {});
    for (const [one, other] of [
      ['/%d0%bf', '/%D0%BF'],
      ['/%d0%bf', '/п'],
      ['/%7Euser/%61%2D%2e%5fz', '/~user/a-._z'],
      ['/a%2fb', '/a%2Fb'],
      ['/a%2Eb%2E', '/a.b.'],
    ] as const)
      expect(canonical(one), one).to.equal(canonical(other));
    for (const [one, other] of [
      ['/a%2Fb', '/a/b'],
      ['/a%3Fb', '/a?b'],
      ['/a%23b', '/a#b'],
      ['/a%25b', '/a%b'],
      ['/a%2541', '/a%41'],
      ['/%C3%A9', '/%C3%89'],
      ['/a%20b', '/a+b'],
    ] as const)
      expect(canonical(one), one).not.to.equal(canonical(other));
  });

  it('rule 5: a percent sign that encodes nothing stays, and makes no encoding of what follows', () => {
    for (const path of ['/%', '/%z', '/%e', '/100%', '/%4%31', '/%%34', '/%%7e', '/%u0430', '/%-41'])
      expect(canonicalUrl(`https://shop.test${path}`, {})).to.equal(`https://shop.test${path}`);
  });

  it('rule 5: what is encoded decodes to the same bytes in its one form, and has no other', () => {
    const piece = fc.constantFrom(
      '%',
      '4',
      'a',
      'F',
      'z',
      '/',
      '~',
      'é',
      '%41',
      '%7e',
      '%2f',
      '%D0',
      '%bf',
      '%25',
      '%C3%a9',
    );
    const bytes = (text: string): string =>
      text.replace(/%([\da-f]{2})/gi, (_, hex: string) => `<${hex.toUpperCase()}>`);
    const decoded = (text: string): string =>
      bytes(text).replace(/<([4-6]\d|7[\dA-E]|4[A-F]|5[\dA-F]|6[A-F])>/g, (_, hex: string) =>
        String.fromCharCode(parseInt(hex, 16)),
      );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const given = pieces.join('');
        const one = normalEscapes(given);
        expect(normalEscapes(one)).to.equal(one);
        expect(decoded(one)).to.equal(decoded(given));
      }),
    );
  });

  it('rule 5: the origin is in it, port and all', () => {
    expect(canonicalUrl('http://LOCALHOST:8080/?b&a', {})).to.equal('http://localhost:8080/?a&b');
  });
});

describe('rule 5: tracking parameters', () => {
  const tracking = [
    ...['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'utm_id', 'utm_', 'utm_a%0Ab'],
    ...['gclid', 'dclid', 'fbclid', 'msclkid', 'ttclid', 'twclid', 'yclid', 'gclsrc', 'gbraid', 'wbraid'],
    ...['mc_cid', 'mc_eid', 'igshid', 'li_fat_id', '_ga', '_gl', 'utm%5Fsource', '%67clid'],
  ];
  for (const name of tracking) {
    it(`rule 5: ${name} never makes another page`, () => {
      expect(of(`?b=1&${name}=x&a=2&${name}`)).to.equal('?a=2&b=1');
      expect(of(`?${name}=x`)).to.equal('');
    });
  }

  const others = [
    'utm',
    'xutm_source',
    'gclid2',
    'agclid',
    'id',
    'UTM_SOURCE',
    '_gat',
    'clid',
    '?gclid',
    'g+clid',
  ];
  for (const name of others) {
    it(`rule 5: ${name} makes another page`, () => {
      expect(of(`?${name}=x`)).to.equal(`?${name}=x`);
    });
  }

  it('rule 5: the config adds names of its own, with * for any ending', () => {
    const rule = { ignoreQuery: ['ref', 'hsa_*', 'with space'] };
    expect(of('?ref=1&hsa_a=2&hsa_=3&hsa=4&refs=5&with+space=6&with%20space=7&Ref=8', rule)).to.equal(
      '?Ref=8&hsa=4&refs=5',
    );
    expect(of('?ref=1&utm_source=2&c=3', rule)).to.equal('?c=3');
    expect(of('?a=1&b', { ignoreQuery: ['*'] })).to.equal('');
  });

  it('rule 5: in a name that the config adds nothing but a final * is special', () => {
    expect(of('?a.c=1&abc=2&a*c=3', { ignoreQuery: ['a.c', 'a*c'] })).to.equal('?abc=2');
  });
});

describe('rule 5: allowQuery', () => {
  it('rule 5: only what it names is kept, in any encoding', () => {
    const rule = { allowQuery: ['variant', 'a b', 'é'] };
    expect(of('?x=1&variant=2&Variant=3&variant&a+b=4&a%20b=5&%C3%A9=6&%76ariant=7', rule)).to.equal(
      '?a+b=4&a%20b=5&variant=2&variant&variant=7&%C3%A9=6',
    );
  });

  it('rule 5: an empty list keeps nothing', () => {
    expect(of('?a=1&b&=c&utm_source=d', { allowQuery: [] })).to.equal('');
  });

  it('rule 5: a tracking parameter that it names is kept', () => {
    expect(of('?gclid=1&ref=2', { allowQuery: ['gclid', 'ref'], ignoreQuery: ['ref'] })).to.equal(
      '?gclid=1&ref=2',
    );
  });

  it('rule 5: what only looks like an allowed name is not let through', () => {
    expect(of('??variant=1&variant%00=2&variant%20=3&[variant]=4', { allowQuery: ['variant'] })).to.equal('');
  });
});

describe('rule 5: the key', () => {
  const url = 'https://shop.test/p?a=1';

  it('rule 5: deployment, partition, URL and variant each make another key', () => {
    const keys = ['1', '2'].flatMap((deployment) =>
      ['', 'ann', 'bob'].flatMap((user) =>
        [url, `${url}1`].flatMap((page) =>
          ['', 'accept:a', 'accept:b'].map((variant) => keyOf(scopeOf(deployment, user), page, variant)),
        ),
      ),
    );
    expect(new Set(keys).size).to.equal(2 * 3 * 2 * 3);
  });

  it('rule 5: a page that does not vary has no variant in its key, one that does has it at the end', () => {
    expect(keyOf('s', url)).to.equal(`s\n${url}`);
    expect(keyOf('s', url, 'accept:a')).to.equal(`${keyOf('s', url)}\naccept:a`);
  });

  it('rule 5: every key of a scope begins with it, and with no scope that merely looks alike', () => {
    expect(keyOf(scopeOf('1', 'ann'), url).startsWith(`${scopeOf('1', 'ann')}\n`)).to.equal(true);
    expect(keyOf(scopeOf('1', 'anna'), url).startsWith(`${scopeOf('1', 'ann')}\n`)).to.equal(false);
    expect(keyOf(scopeOf('10', ''), url).startsWith(`${scopeOf('1', '')}\n`)).to.equal(false);
  });

  it('rule 32: the deployment can be read from the scope, whatever the user is called', () => {
    for (const user of ['', 'ann', 'a\nb', '\n'])
      expect(deploymentOf(scopeOf('v1.2 β', user))).to.equal('v1.2 β');
  });
});
