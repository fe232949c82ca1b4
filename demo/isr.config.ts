import { defineConfig } from 'sw-isr';

/** How long product pages are fresh; tests and impatient viewers make it shorter: `SHOP_REVALIDATE=10 npm start`. */
const seconds = Number(process.env.SHOP_REVALIDATE ?? 60);

export default defineConfig({
  routes: [
    // A visitor's own pages, and the shop's: always the network.
    { match: '/cart*', revalidate: 0 },
    { match: '/cms*', revalidate: 0 },
    { match: '/api/*', revalidate: 0 },

    // 100,000 of them, 50 ms each to render: kept as they are visited, shown by their shell until they are there.
    {
      match: '/products/:id',
      revalidate: seconds,
      fallback: true,
      shell: '/shells/product',
      allowQuery: [],
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
    { match: '/search', revalidate: '5m', fallback: 'blocking', allowQuery: ['q', 'page'] },
    { match: '/', revalidate: '5m', fallback: 'blocking' },
    { match: '/about', revalidate: '1h', fallback: 'blocking' },
  ],
});
