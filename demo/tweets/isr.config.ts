import { defineConfig } from 'sw-isr';

/** How long a tweet is fresh; tests make it shorter. */
const seconds = Number(process.env.TWEETS_REVALIDATE ?? 60);

export default defineConfig({
  routes: [
    // The switches, and what reads them: always the network.
    { match: '/api/*', revalidate: 0 },
    { match: '/another', revalidate: 0 },
    { match: '/shell', revalidate: 0 },

    // 500,000,000 of them, a second each to render: none is generated ahead, each is kept once it was seen.
    {
      match: '/:id(\\d+)',
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
