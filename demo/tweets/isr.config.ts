import { defineConfig } from 'sw-isr';

/** How long a tweet is fresh; tests make it shorter. */
const seconds = Number(process.env.TWEETS_REVALIDATE ?? 60);

export default defineConfig({
  // What this browser holds can be looked at: /__isr.
  inspector: true,
  // Whoever kills the API is not another visitor from then on.
  ignoreWrites: ['/api/*'],
  routes: [
    // The switch, and what the worker stores by itself when it installs.
    { match: '/api/*', revalidate: 0 },
    { match: '/another', revalidate: 0 },
    { match: '/shell', revalidate: 0 },
    { match: '/offline', revalidate: 0 },

    // 500,000,000 of them, a second each to render: none is generated ahead, each is kept once it was seen.
    {
      match: '/:id([1-9]\\d*)',
      revalidate: seconds,
      paths: [],
      fallback: true,
      shell: '/shell',
      allowQuery: [],
      tags: ({ params }) => [`tweet:${params.id ?? ''}`],
    },
    { match: '/', revalidate: '5m', fallback: 'blocking' },
  ],
  offline: '/offline',
});
