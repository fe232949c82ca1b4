/** Workbox with pages that are stored before anyone asks for them. */
import { clientsClaim } from 'workbox-core/clientsClaim.js';
import { precacheAndRoute } from 'workbox-precaching/precacheAndRoute.js';

self.skipWaiting();
clientsClaim();
precacheAndRoute(PATHS_AHEAD.map((url) => ({ url, revision: '1' })));
