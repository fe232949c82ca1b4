import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { takesOnlyData } from '../../../../src/config/validation/patterns/data-only.js';
import { findFaults } from '../../../../src/config/validation/validate.js';

const DATA: unknown[] = [
  ...['/*/_payload.json', '/_payload.json', '/blog/:slug/_payload.json', '/:path*/__data.json', '/*\\.data'],
  ...['/(.*).data', '/:page.data', '/_root.data', '/_next/data/*', '/_next/data/:build/:path*.json'],
  ...['/:lang/_next/data/*', '/*.html__data.json', { pathname: '/a/__data.json', search: '*' }],
  ...[{ search: '_rsc=*' }, { pathname: '/*', search: '_rsc=:hash' }, { search: 'a=1&_rsc=*' }],
  ...[/\/_payload\.json$/, /^\/blog\/.*\/__data\.json$/, /^\/_next\/data\//, /\.data$/],
];

const PAGES: unknown[] = [
  ...[
    '/*',
    '/a',
    '/a{/_payload.json}?',
    '/:file(__data.json|x)',
    '/*.json',
    '/data/*',
    '/x.data/*',
    '/a.data?',
  ],
  ...['/_next/*', '/:page.data?', { search: 'x_rsc=*' }, { pathname: '/*', search: '*' }, {}, 7, undefined],
  ...[/_payload\.json|\/a$/, /\/_payload\.json/, /^\/(?:_next\/data\/)?/, /\.json$/, () => true],
];

describe('a route for what a framework loads beside its pages', () => {
  for (const match of DATA)
    it(`is one that takes nothing else: ${JSON.stringify(match)} ${String(match)}`, () =>
      assert.equal(takesOnlyData(match), true));
  for (const match of PAGES)
    it(`is not one that may take a page: ${JSON.stringify(match)} ${String(match)}`, () =>
      assert.equal(takesOnlyData(match), false));

  it('is refused, once, with what to do', () => {
    const routes = [{ match: '/*/_payload.json', data: true, revalidate: 60 }, { match: '/*' }];
    assert.deepEqual(findFaults({ routes }), [
      {
        path: 'routes[0].match',
        message:
          "got '/*/_payload.json'; it matches only data that a framework loads beside its pages, which is " +
          'never stored. Remove this route: online the network answers, offline the client loads the stored page ' +
          'instead.',
      },
    ]);
  });

  it('is accepted where it stores nothing: a write to it may still have tags to invalidate', () => {
    const routes = [{ match: '/*.data', revalidate: 0, invalidates: ['cart'] }, { match: '/*' }];
    assert.deepEqual(findFaults({ routes }), []);
  });
});
