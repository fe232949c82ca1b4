/** Every config that the validation accepts is one that the worker can read. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import { resolveConfig, type ResolvedConfig } from '../../src/config/resolve.js';
import { resolvedConfigCode } from '../../src/build/bundle/resolved-config.js';
import { originPolicy } from '../../src/core/policy/origin/origin-policy.js';
import { routePolicy } from '../../src/core/policy/route/route-policy.js';
import type { IsrConfig } from '../../src/config/types.js';
import { findFaults } from '../../src/config/validation/validate.js';
import { soundConfig } from './configs.js';

/** The config as the worker has it that is built for it. Options that are undefined are left out. */
function resolveAsBuilt(config: IsrConfig): ResolvedConfig {
  const code = resolvedConfigCode(config, 'd');
  const parameters = ['config', 'routePolicy', 'originPolicy'];
  const run = runInThisContext(`(${parameters.join()}) => (${code})`) as (
    ...names: unknown[]
  ) => ResolvedConfig;
  return run(config, routePolicy, originPolicy);
}

/** Without options that are undefined, which is the same as none. */
function defined<T>(value: T): T {
  if (Array.isArray(value)) return value.map(defined) as T;
  if (typeof value !== 'object' || !value || value instanceof RegExp) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, defined(field as unknown)])) as T;
}

/** The numbers of a resolved config, which the worker compares and adds. */
function numbersOf({ routes, assets, limits, networkTimeout }: ResolvedConfig): unknown[] {
  return [
    networkTimeout,
    assets?.maxAge,
    ...Object.values(limits),
    ...routes.flatMap(({ revalidate, expire, notFoundRevalidate }) => [
      revalidate,
      expire,
      notFoundRevalidate,
    ]),
  ].filter((value) => value !== undefined && value !== 'origin');
}

const TABLE: [what: string, config: IsrConfig][] = [
  [
    'pages for ever, and a unit elsewhere',
    { routes: [{ match: '/*', revalidate: false }], networkTimeout: '2s' },
  ],
  [
    'pages for ever, and a size with a unit',
    { routes: [{ match: '/*', revalidate: false }], limits: { maxBytes: '5MB' } },
  ],
  [
    'pages for ever beside a route with a unit',
    {
      routes: [
        { match: '/a', revalidate: false },
        { match: '/*', revalidate: '1h' },
      ],
    },
  ],
  [
    'pages for ever with an expire',
    { routes: [{ match: '/*', revalidate: false, expire: '1h', notFoundRevalidate: '5s' }] },
  ],
  ['numbers alone', { routes: [{ match: '/*', revalidate: false, expire: 60 }], networkTimeout: 2 }],
  ["the origin's lifetime", { routes: [{ match: '/*', revalidate: 'origin' }], assets: { maxAge: '7d' } }],
];

describe('a config that is accepted', () => {
  for (const [what, config] of TABLE)
    it(`can be resolved: ${what}`, () => {
      assert.deepEqual(findFaults(config), []);
      for (const resolved of [resolveConfig(config, 'd'), resolveAsBuilt(config)])
        for (const value of numbersOf(resolved)) assert.ok(Number(value) >= 0 && typeof value === 'number');
    });

  it('can be resolved whatever it says, and alike in the worker that is built for it', () => {
    fc.assert(
      fc.property(soundConfig, (config) => {
        const whole = resolveConfig(config, 'd', { origin: originPolicy });
        assert.deepEqual(defined(resolveAsBuilt(config)), defined(whole));
        for (const value of numbersOf(whole)) assert.ok(typeof value === 'number' && value >= 0);
      }),
      { numRuns: 500 },
    );
  });

  it('has pages that are fresh for ever, and served for ever unless it names an end', () => {
    const lifetimes = (route: object) => {
      const [resolved] = resolveConfig({ routes: [{ match: '/*', ...route }] }, 'd').routes;
      return [resolved?.revalidate, resolved?.expire];
    };
    assert.deepEqual(lifetimes({ revalidate: false }), [Infinity, Infinity]);
    assert.deepEqual(lifetimes({ revalidate: false, expire: '1h' }), [Infinity, 3600]);
    assert.deepEqual(lifetimes({}), [300, 31 * 86_400]);
  });
});
