import { defineConfig } from 'sw-isr';

/** How long product pages are fresh; tests and impatient viewers make it shorter: `SHOP_REVALIDATE=10 npm start`. */
const seconds = Number(process.env.SHOP_REVALIDATE ?? 60);

/** How many of the best liked products are in the browser before they are asked for; `SHOP_AHEAD=0`: none. */
const ahead = Number(process.env.SHOP_AHEAD ?? 200);

export default defineConfig({
  // What this browser holds can be looked at: /__isr.
  inspector: true,
  // As the shop names it in `ISR-Deployment`.
  deployment: '123',
  // Where the desk publishes what was changed.
  feed: '/_isr/feed',
  // Whoever changes a price at the desk is not the visitor: in this demo one browser plays both.
  ignoreWrites: ['/cms', '/cms/*'],
  routes: [
    // A visitor's own pages, the shop's, and what is searched for: always the network.
    { match: '/cart*', revalidate: 0 },
    { match: '/cms*', revalidate: 0 },
    { match: '/api/*', revalidate: 0 },
    { match: '/search', revalidate: 0 },

    // An order that is sent is read at once: the form's answer drops the stored page of orders.
    { match: '/checkout', revalidate: 0, invalidates: ['orders'] },
    { match: '/orders', revalidate: '1h', audience: 'user', allowQuery: [], tags: () => ['orders'] },

    // 100,000 of them, 50 ms each to render: the best liked are generated ahead, the others kept as they are visited and shown by their shell until they are there.
    {
      match: '/products/:id',
      revalidate: seconds,
      fallback: true,
      shell: '/shells/product',
      allowQuery: [],
      paths: ahead > 0 ? { sitemap: '/sitemap.xml', limit: ahead } : undefined,
      tags: ({ params }) => [`product:${params.id ?? ''}`],
    },

    // The shell itself is kept by the worker when it installs.
    { match: '/shells/*', revalidate: 0 },

    // Prices on a listing may lag a little longer than on the product's own page.
    {
      match: '/categories/:slug',
      revalidate: '5m',
      fallback: 'blocking',
      allowQuery: ['page', 'sort', 'colour', 'max', 'stock'],
    },
    { match: '/', revalidate: '5m', fallback: 'blocking' },
    { match: '/about', revalidate: '1h', fallback: 'blocking' },
  ],
});
