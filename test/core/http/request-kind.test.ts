import { expect } from 'chai';
import {
  isActionUrl,
  isFragment,
  isPartial,
  isPartialUrl,
  isPrefetch,
  pageOfDataUrl,
  scriptedWay,
  wantsPage,
} from '../../../src/core/http/request-kind.js';
import { headers } from '../helpers.js';

const partial = (path: string, fields: Record<string, string> = {}): boolean =>
  isPartial(new URL(path, 'https://shop.test'), headers(fields));

describe('rule 30: parts of pages', () => {
  const fields: Record<string, string>[] = [
    { RSC: '1' },
    { RSC: '' },
    { 'HX-Request': 'true' },
    { 'Turbo-Frame': 'cart' },
    { 'X-Inertia': 'true' },
    { Accept: 'text/vnd.turbo-stream.html, text/html' },
  ];
  for (const given of fields) {
    it(`rule 30: a request with ${JSON.stringify(given)} never shares a page's key`, () => {
      expect(partial('/p', given)).to.equal(true);
    });
  }

  const parts = [
    '/_next/data/x/p.json',
    '/p/__data.json',
    '/__data.json?x=1',
    '/p/_payload.json',
    '/p.html__data.json',
    '/_payload.json?8a2c',
    '/p?_rsc=1',
    '/p?a=1&_rsc=',
    '/p.data',
    '/_root.data?index',
    '/p/_.data?_routes=a',
  ];
  for (const path of parts) {
    it(`rule 30: ${path} never shares a page's key`, () => {
      expect(partial(path)).to.equal(true);
    });
  }

  const pages = [
    '/',
    '/p',
    '/_next/database',
    '/p?x_rsc=1',
    '/p?q=_rsc',
    '/__data.json/p',
    '/payload.json',
    '/p?x=1',
    '/p?file=x.data',
    '/p?from=/__data.json',
    '/data',
    '/p.database',
    '/x.data/p',
    '/p__data.json',
  ];
  for (const path of pages) {
    it(`rule 30: ${path} is a page`, () => {
      expect(partial(path, { Accept: 'text/html,application/xhtml+xml' })).to.equal(false);
    });
  }

  for (const [url, page] of [
    ['/a/b.data', '/a/b'],
    ['/_root.data', '/'],
    ['/shop/_root.data', '/shop'],
    ['/a/_.data', '/a/'],
    ['/_.data', '/'],
    ['/a.data?index', '/a'],
    ['/a.data?q=1&_routes=routes%2Fa&index=2', '/a?q=1&index=2'],
    ['/a/__data.json', '/a'],
    ['/__data.json', '/'],
    ['/a.html__data.json', '/a.html'],
    ['/a/__data.json?x-sveltekit-invalidated=01&q=a+b&q=%2F', '/a?q=a+b&q=%2F'],
    ['/a/__data.json?x-sveltekit-trailing-slash=1&x-sveltekit-invalidated=01', '/a/'],
    ['/__data.json?x-sveltekit-trailing-slash=1', '/'],
    ['/a/_payload.json', '/a'],
    ['/a/_payload.json?4f0c-12', '/a'],
    ['/_payload.json', '/'],
    ['/_next/data/BUILD/a.json', '/a'],
    ['/_next/data/BUILD/a/b.json?q=1', '/a/b?q=1'],
    ['/_next/data/BUILD/index.json', '/'],
    ['/_next/data/BUILD/index/index.json', '/index'],
    ['/_next/data/BUILD/indexes.json', '/indexes'],
    ['/_next/data/BUILD/a.json.json', '/a.json'],
    ['/shop/_next/data/BUILD/de/a.json', '/shop/de/a'],
    ['/a?_rsc=1a2b', '/a'],
    ['/?b=1&_rsc=1a2b', '/?b=1'],
    ['/a', undefined],
    ['/a?x=.data', undefined],
    ['/data.json', undefined],
  ] as const)
    it(`rule 29: ${url} is data of ${page ?? 'no page'}`, () => {
      expect(pageOfDataUrl(new URL(url, 'https://shop.test'))).to.equal(page);
    });

  it('rule 29: what is data of a page is no page itself', () => {
    for (const path of [...parts, ...pages]) {
      const url = new URL(path, 'https://shop.test');
      expect(pageOfDataUrl(url) !== undefined, path).to.equal(isPartialUrl(url));
      const page = new URL(pageOfDataUrl(url) ?? path, url);
      expect(isPartialUrl(page), path).to.equal(false);
    }
  });

  it('rule 30: frameworks’ own headers ask for a fragment, whoever decides how long things are kept', () => {
    const url = { pathname: '/p', search: '' };
    for (const [name, value, fragment] of [
      ['RSC', '1', true],
      ['HX-Request', 'true', true],
      ['X-Requested-With', 'XMLHttpRequest', true],
      ['X-Requested-With', 'swup', false],
      ['X-Mine', '1', false],
      ['If-None-Match', '"1"', false],
    ] as const)
      expect(isFragment(url, new Headers([[name, value]])), `${name}: ${value}`).to.equal(fragment);
  });

  it('rule 30: a fetch that accepts text/html asks for a whole page', () => {
    expect(wantsPage(headers({ Accept: 'text/html, application/xhtml+xml' }))).to.equal(true);
    for (const Accept of ['*/*', 'application/json', 'text/plain', undefined])
      expect(wantsPage(headers({ Accept }))).to.equal(false);
  });
});

describe('rule 11: prefetches', () => {
  it('rule 11: a prefetch says so, in the old header or the new', () => {
    // Not made with `Headers`: a page may not set these.
    for (const [name, value] of [
      ['sec-purpose', 'prefetch'],
      ['sec-purpose', 'prefetch;prerender'],
      ['purpose', 'prefetch'],
    ])
      expect(isPrefetch({ get: (asked) => (asked === name ? (value ?? '') : null) })).to.equal(true);
    expect(isPrefetch(headers())).to.equal(false);
  });
});

describe('scriptedWay(): how a script asks for what may be the page (rule 30)', () => {
  const wayOf = (path: string, headers: Record<string, string>): string | undefined =>
    scriptedWay(new URL(path, 'https://site.test'), new Headers(headers));

  it('is none for the page itself, whole-page routers included', () => {
    const page = { accept: 'text/html' };
    expect(wayOf('/a', page)).to.equal(undefined);
    for (const header of ['x-sec-purpose', 'x-livewire-navigate', 'x-barba', 'x-turbo-request-id'])
      expect(wayOf('/a', { ...page, [header]: 'prefetch' }), header).to.equal(undefined);
  });

  it('is "*/*" for a script that takes anything', () => {
    expect(wayOf('/a', { accept: '*/*' })).to.equal('*/*');
    expect(wayOf('/a', {})).to.equal('*/*');
  });

  it('names the headers that may ask for something else', () => {
    expect(wayOf('/a', { accept: 'text/html', 'x-part': 'list' })).to.equal('text/html\nx-part: list');
    expect(wayOf('/a', { accept: '*/*', 'x-part': 'rows' })).not.to.equal(wayOf('/a', { 'x-part': 'list' }));
  });

  it('is none for parts, data and files', () => {
    expect(wayOf('/a', { accept: '*/*', rsc: '1' })).to.equal(undefined);
    expect(wayOf('/a', { accept: '*/*', 'hx-request': 'true' })).to.equal(undefined);
    expect(wayOf('/a/__data.json', { accept: '*/*' })).to.equal(undefined);
    expect(wayOf('/a', { accept: 'application/json' })).to.equal(undefined);
    expect(wayOf('/app.js', { accept: '*/*' })).to.equal(undefined);
    expect(wayOf('/page.html', { accept: '*/*' })).to.equal('*/*');
  });
});

describe('isActionUrl(): whether each GET of a URL does something', () => {
  const acts = (path: string): boolean => isActionUrl(new URL(path, 'https://site.test'));

  for (const path of [
    '/?add-to-cart=5',
    '/cart/?remove_item=abc&_wpnonce=1',
    '/cart/?undo_item=abc',
    '/list?page=2&action=delete',
    '/index.php?do=logout',
    '/vote/5',
    '/basket/add/5',
    '/newsletter/unsubscribe/',
  ])
    it(`${path} does`, () => expect(acts(path)).to.equal(true));

  for (const path of [
    '/',
    '/address',
    '/voters/5',
    '/blog/how-to-add-a-page',
    '/likeness',
    '/?address=1&added=2',
    '/search?q=action%3Ddelete',
    '/docs/remove-sw-isr',
    '/?transaction=5',
  ])
    it(`${path} does not`, () => expect(acts(path)).to.equal(false));
});
