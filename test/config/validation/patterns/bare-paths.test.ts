import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barePathWarnings } from '../../../../src/config/validation/patterns/bare-paths.js';
import type { RouteConfig } from '../../../../src/config/types.js';
import { validateConfig } from '../../../../src/config/validation/validate.js';

type Given = RouteConfig['match'] | RouteConfig;
const isRoute = (given: Given): given is RouteConfig => typeof given === 'object' && 'match' in given;

/** What is said of routes with these matches. */
function warnings(given: readonly Given[]): string[] {
  const config = { routes: given.map((one): RouteConfig => (isRoute(one) ? one : { match: one })) };
  validateConfig(config);
  return barePathWarnings(config);
}

const WARNED: [what: string, routes: Given[], ...expected: string[]][] = [
  [
    'a folder of the network before everything',
    [{ match: '/account/*', revalidate: 0 }, '/*'],
    "routes[0].match: '/account/*' does not match '/account'; routes[1] ('/*') takes it. " +
      "Write '/account{/*}?' to match both.",
  ],
  [
    'two folders, and the one route that takes both bare paths',
    ['/a/*', '/b/c/(.*)', '/:id', '/*'],
    "routes[0].match: '/a/*' does not match '/a'; routes[2] ('/:id') takes it. Write '/a{/*}?' to match both.",
    "routes[1].match: '/b/c/(.*)' does not match '/b/c'; routes[3] ('/*') takes it. " +
      "Write '/b/c{/(.*)}?' to match both.",
  ],
  [
    'a named rest, before a RegExp',
    [{ pathname: '/a/:rest(.*)' }, /^\/a/],
    "routes[0].match: '/a/:rest(.*)' does not match '/a'; routes[1] (/^\\/a/) takes it. " +
      "Write '/a{/:rest(.*)}?' to match both.",
  ],
  [
    'a folder in each language',
    ['/:lang/account/*', '/*'],
    "routes[0].match: '/:lang/account/*' does not match '/:lang/account'; routes[1] ('/*') takes it. " +
      "Write '/:lang/account{/*}?' to match both.",
  ],
  [
    'a listed page that another route takes',
    [{ match: '/docs/*', fallback: false, paths: ['/docs', '/docs/start'] }, '/*'],
    "routes[0].match: '/docs/*' does not match '/docs'; routes[1] ('/*') takes it. " +
      "Write '/docs{/*}?' to match both.",
  ],
];

const SILENT: [what: string, routes: Given[]][] = [
  ['both are taken', ['/account{/*}?', '/*']],
  ['an earlier route takes the bare path', ['/account', '/account/*', '/*']],
  ['an earlier route takes more', [/^\/acc/, '/account/*', '/*']],
  ['a later route is for exactly the bare path', ['/account/*', '/account', '/*']],
  ['nothing takes the bare path', ['/account/*', '/accounts', '/']],
  ['nothing takes it for certain', ['/account/*', ({ url }) => url.pathname === '/account']],
  ['the query counts', [{ pathname: '/account/*', search: 'a=1' }, '/*']],
  ['a segment is meant, not a folder', ['/products/:id', '/a/:rest+', '/b/:rest*', '/*']],
  ['the route answers what it lists', [{ match: '/docs/*', fallback: false, paths: ['/docs/'] }, '/*']],
];

describe('a folder whose bare path goes elsewhere', () => {
  for (const [what, routes, ...expected] of WARNED)
    it(`is warned of: ${what}`, () => assert.deepEqual(warnings(routes), expected));
  for (const [what, routes] of SILENT)
    it(`is not warned of where ${what}`, () => assert.deepEqual(warnings(routes), []));

  it('is no more warned of once the remedy is followed', () => {
    for (const [what, routes] of WARNED) {
      const mended = routes.map((given, at) => {
        const [, remedy] =
          new RegExp(`^routes\\[${at}\\]\\.match.*Write '(.*)' to`, 'm').exec(warnings(routes).join('\n')) ??
          [];
        return remedy === undefined ? given : isRoute(given) ? { ...given, match: remedy } : remedy;
      });
      assert.deepEqual(warnings(mended), [], what);
    }
  });
});
