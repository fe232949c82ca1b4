/** What the compiler must accept of a config, and what it must refuse. Only compiled, never run. */
import { defineConfig, type IsrConfig } from '../../src/index.js';

export const accepted: IsrConfig = defineConfig({
  deployment: '123',
  routes: [
    { match: '/account/*', revalidate: 0 },
    {
      match: '/products/:id',
      revalidate: '15m',
      expire: '7d',
      fallback: true,
      shell: '/shells/product',
      paths: { sitemap: '/sitemap.xml', limit: 1000 },
      tags: ({ params }) => [`product:${params.id ?? ''}`],
      allowQuery: ['variant'],
    },
    { match: /^\/blog\//, revalidate: false },
    { match: ({ url }) => url.pathname.endsWith('.html'), revalidate: 'origin' },
  ],
  limits: { maxEntries: 2000, maxBytes: '50MB' },
  feed: { url: '/_isr/feed', poll: '60s', events: true },
  takeover: { caches: ['old'] },
});

export const refused: unknown[] = [
  // @ts-expect-error: a config without routes does nothing.
  defineConfig({}),
  // @ts-expect-error: a duration has a unit of seconds, minutes, hours or days.
  defineConfig({ routes: [{ match: '/*', revalidate: '5 minutes' }] }),
  // @ts-expect-error: there are three kinds of audience.
  defineConfig({ routes: [{ match: '/*', audience: 'nobody' }] }),
  // @ts-expect-error: the option is called `revalidate`.
  defineConfig({ routes: [{ match: '/*', revalidates: 60 }] }),
  // @ts-expect-error: sizes have a unit of bytes.
  defineConfig({ routes: [{ match: '/*' }], limits: { maxBytes: '50 apples' } }),
];
