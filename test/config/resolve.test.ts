/** Every config that the validation accepts is one that the worker can read. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { resolveConfig, type ResolvedConfig } from '../../src/config/resolve.js';
import type { IsrConfig } from '../../src/config/types.js';
import { findFaults } from '../../src/config/validation/validate.js';
import { soundConfig } from './configs.js';

const resolveAsBuilt = (config: IsrConfig): ResolvedConfig => resolveConfig(config, 'd');

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
        const whole = resolveConfig(config, 'd');
        assert.deepEqual(resolveAsBuilt(config), whole);
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
