/** What Workbox's documentation shows for pages that may be stale: StaleWhileRevalidate with an expiration. */
import { clientsClaim } from 'workbox-core/clientsClaim.js';
import { ExpirationPlugin } from 'workbox-expiration/ExpirationPlugin.js';
import { registerRoute } from 'workbox-routing/registerRoute.js';
import { StaleWhileRevalidate } from 'workbox-strategies/StaleWhileRevalidate.js';

self.skipWaiting();
clientsClaim();
registerRoute(
  ({ request }) => request.mode === 'navigate' || request.headers.get('accept')?.includes('text/html'),
  new StaleWhileRevalidate({
    cacheName: 'pages',
    plugins: [new ExpirationPlugin({ maxEntries: 200_000, maxAgeSeconds: 7 * 24 * 3600 })],
  }),
);
