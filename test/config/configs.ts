/** Configs as people write them, at random, for properties that hold of every config. */
import fc from 'fast-check';
import type { IsrConfig, RouteConfig } from '../../src/config/types.js';
import { findFaults } from '../../src/config/validation/validate.js';

/** `text` is the amount as it is written, since `${1e21}` is no amount. */
const amount = fc.oneof(
  fc.nat({ max: 5000 }).map(String),
  fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 })).map(([whole, part]) => `${whole}.${part}`),
);
const number = fc.oneof(fc.nat({ max: 1e9 }), fc.double({ min: 0, max: 1e12, noNaN: true }));
const withUnit = (...units: string[]) =>
  fc.tuple(amount, fc.constantFrom(...units)).map(([text, unit]) => text + unit) as fc.Arbitrary<never>;

const duration = fc.oneof(number, withUnit('s', 'm', 'h', 'd'));
const size = fc.oneof(number, withUnit('B', 'kB', 'KB', 'MB', 'GB'));
const flag = fc.boolean();
const names = fc.array(fc.constantFrom('page', 'a b', 'é', 'ref_*'), { maxLength: 3 });
const path = fc.constantFrom('/', '/a', '/a/b?c=d', '/п', '/%d0%bf');

/** An option that may be left out, or be undefined, which is the same. */
const options = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

const match: fc.Arbitrary<RouteConfig['match']> = fc.constantFrom<RouteConfig['match']>(
  ...['/*', '/a', '/a/*', '/a{/*}?', '/:id', '/:id(\\d+)', '/:slug([\\w\\-]+)', '/п/:x', '/%7Ea', '/b/'],
  ...[{ pathname: '/a', search: 'q=:words' }, { search: '*' }, /^\/blog\//, /b/, /^\/(?<lang>de|fr)\//u],
  ...[() => true, ({ url }: { url: URL }) => url.pathname === '/'],
);

const routeOptions = options<Omit<RouteConfig, 'match'>>({
  revalidate: fc.oneof(duration, fc.constantFrom<RouteConfig['revalidate']>(false, 0, 'origin')),
  expire: duration,
  fallback: fc.constantFrom<RouteConfig['fallback']>(true, 'blocking', false),
  shell: fc.oneof(path, fc.constant('<p>')),
  paths: fc.oneof(
    fc.array(path, { maxLength: 3 }),
    fc.constant(() => []),
    fc.constant({ sitemap: '/s.xml' }),
  ),
  strict: flag,
  tags: fc.oneof(
    names,
    fc.constant(() => []),
  ),
  invalidates: names,
  eager: flag,
  allowQuery: names,
  audience: fc.constantFrom('auto', 'everyone', 'user'),
  reload: fc.constantFrom('serve', 'revalidate'),
  validate: fc.constant(() => true),
  notFoundRevalidate: duration,
  sharedMaxAge: flag,
  pinned: flag,
  includeFetches: flag,
  data: flag,
});

const route = fc.tuple(match, routeOptions).map(([given, rest]): RouteConfig => ({ match: given, ...rest }));

const siteOptions = options<Omit<IsrConfig, 'routes'>>({
  deployment: fc.constantFrom('1', 'β 2'),
  shell: path,
  offline: path,
  assets: fc.oneof(flag, options({ match: fc.constant(/a/), maxEntries: fc.nat(), maxAge: duration })),
  limits: options({ maxEntries: fc.nat(), maxBytes: size, maxPageBytes: size }),
  keepDeployments: fc.nat({ max: 9 }),
  warm: fc.oneof(fc.constant(false as const), options({ concurrency: fc.nat({ max: 9 }) })),
  feed: fc.constantFrom<IsrConfig['feed']>('/_isr/feed', {
    url: 'https://feed.test/a',
    poll: '5m',
    events: false,
  }),
  speculate: fc.boolean(),
  notification: fc.constantFrom(
    { title: 'News' },
    { title: 'News', body: 'b', icon: '/i.png', url: '/n', tag: 't' },
  ),
  networkTimeout: duration,
  ignoreQuery: names,
  ignoreWrites: fc.array(fc.constantFrom('/graphql', '/t/*', '/:x([\\d]+)'), { maxLength: 2 }),
  plugins: fc.array(fc.constant({ cacheDidUpdate: () => undefined }), { maxLength: 1 }),
});

const anyConfig = fc
  .tuple(fc.array(route, { minLength: 1, maxLength: 3 }), siteOptions)
  .map(([routes, rest]): IsrConfig => ({ routes, ...rest }));

/** Takes out the option that a fault is about, or its whole route where that is the `match` or what is missing. */
function withoutFault(config: IsrConfig, path: string): IsrConfig {
  const [, index, option = ''] = /^routes\[(\d+)\]\.(\w+)/.exec(path) ?? [];
  if (index === undefined) return { ...config, [path.replace(/\W.*/s, '')]: undefined };
  const at = Number(index);
  const had = config.routes[at];
  const isWhole = option === 'match' || !had || !(option in had);
  const kept = config.routes.flatMap((one, place) =>
    place !== at ? [one] : isWhole ? [] : [{ ...one, [option]: undefined }],
  );
  return { ...config, routes: kept.length > 0 ? kept : [{ match: '/*' }] };
}

/** Any config that the validation accepts. */
export const soundConfig: fc.Arbitrary<IsrConfig> = anyConfig.map((config) => {
  for (let sound = config; ;) {
    const [fault] = findFaults(sound);
    if (!fault) return sound;
    sound = withoutFault(sound, fault.path);
  }
});
