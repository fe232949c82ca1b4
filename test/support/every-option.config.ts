/** A config that uses every option, so that the bundle it makes holds all that the library can do. */
import { defineConfig } from 'sw-isr';

export default defineConfig({
  deployment: 'sizes',
  routes: [
    { match: '/account{/*}?', revalidate: 0 },
    { match: /^\/preview\//, revalidate: '10s', expire: '1h', reload: 'revalidate', audience: 'user' },
    {
      match: '/products/:id',
      revalidate: 60,
      expire: '7d',
      fallback: true,
      shell: '/shells/product',
      tags: ({ params }) => [`product:${params.id ?? ''}`],
      allowQuery: ['variant'],
      validate: (response) => response.headers.has('X-Shop'),
      notFoundRevalidate: '30s',
      pinned: true,
      audience: 'auto',
    },
    { match: '/docs/*', fallback: false, paths: ['/docs/', '/docs/start'], strict: true, tags: ['docs'] },
    { match: { pathname: '/data/*', search: '*' }, revalidate: 'origin', sharedMaxAge: true, data: true },
    {
      match: ({ url }) => url.pathname === '/',
      revalidate: false,
      includeFetches: false,
      audience: 'everyone',
    },
    { match: '/*', revalidate: '5m', fallback: 'blocking' },
  ],
  shell: '/shell',
  offline: '/offline',
  assets: { match: /\.(?:css|js|woff2)$/, maxEntries: 100, maxAge: '7d', list: ['/assets/part-3f9a.js'] },
  limits: { maxEntries: 1000, maxBytes: '20MB', maxPageBytes: '2MB' },
  keepDeployments: 2,
  feed: { url: '/_isr/feed', poll: '30s', events: true },
  speculate: true,
  notification: { title: 'News', url: '/news' },
  networkTimeout: '2s',
  ignoreQuery: ['ref'],
  ignoreWrites: ['/graphql', '/telemetry/*'],
  plugins: [{ cacheWillUpdate: ({ response }) => response }],
});
