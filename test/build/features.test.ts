import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { featuresOf } from '../../src/build/bundle/features.js';
import type { IsrConfig, RouteConfig } from '../../src/config/types.js';

/** What a config needs whose other options ask for nothing. */
const of = (route: Partial<RouteConfig>, config: Partial<IsrConfig> = {}): string[] =>
  featuresOf({ assets: false, offline: '/offline', ...config, routes: [{ match: '/*', ...route }] });

const sitemap = { sitemap: '/sitemap.xml' };

const TABLE: [what: string, needed: string[], route: Partial<RouteConfig>, config?: Partial<IsrConfig>][] = [
  ['a route with a lifetime', [], { revalidate: 60 }],
  ['no offline page of its own', ['offlinePage'], {}, { offline: undefined }],
  ['a loading shell of its own', ['shells'], { fallback: true, shell: '/shell' }],
  ['the loading shell of the config', ['shells'], { fallback: true }, { shell: '<p>Loading' }],
  ['a loading shell, and none of its own', ['shells', 'loadingPage'], { fallback: true }],
  ['a list of paths', ['pathLists'], { fallback: false, paths: ['/a'] }, { warm: false }],
  ['a list of paths, warmed', ['pathLists', 'warming'], { fallback: false, paths: ['/a'] }],
  [
    'paths of a function that say what is answered',
    ['pathLists', 'warming'],
    { fallback: false, paths: () => [] },
    { warm: false },
  ],
  [
    'a 404 of its own',
    ['pathLists', 'strictRoutes'],
    { fallback: false, paths: [], strict: true },
    { warm: false },
  ],
  ['paths that are warmed', ['warming'], { paths: ['/a'] }],
  ['paths that are not warmed', [], { paths: ['/a'] }, { warm: false }],
  ['a sitemap', ['warming', 'sitemaps'], { paths: sitemap }],
  ['the origin’s own rules', ['originMode'], { revalidate: 'origin' }],
  ['assets', ['assets'], {}, { assets: true }],
  ['assets by default', ['assets'], {}, { assets: undefined }],
  ['the inspector', ['inspector'], {}, { inspector: true }],
  ['no inspector', [], {}, { inspector: false }],
  ['plugins', ['plugins'], {}, { plugins: [{ cacheWillUpdate: ({ response }) => response }] }],
  ['no plugins', [], {}, { plugins: [] }],
  ['a worker that is taken over', ['takeover'], {}, { takeover: true }],
  ['old workers that are taken over', ['takeover'], {}, { takeover: { caches: ['pages'] } }],
  ['no worker that is taken over', [], {}, { takeover: false }],
  ['a list of assets', ['assets', 'assetList'], {}, { assets: { list: ['/app.js'] } }],
];

describe('the features that a config needs', () => {
  for (const [what, needed, route, config] of TABLE)
    it(`of ${what}`, () => assert.deepEqual(of(route, config).sort(), [...needed].sort()));
});
