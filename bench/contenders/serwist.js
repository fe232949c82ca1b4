/** The same in Serwist. */
import { ExpirationPlugin, Serwist, StaleWhileRevalidate } from 'serwist';

const serwist = new Serwist({
  skipWaiting: true,
  clientsClaim: true,
  runtimeCaching: [
    {
      matcher: ({ request }) =>
        request.mode === 'navigate' || request.headers.get('accept')?.includes('text/html'),
      handler: new StaleWhileRevalidate({
        cacheName: 'pages',
        plugins: [new ExpirationPlugin({ maxEntries: 200_000, maxAgeSeconds: 7 * 24 * 3600 })],
      }),
    },
  ],
});
serwist.addEventListeners();
