/** The least that a worker can do: a constant, as long as a page. */
const page = '<!doctype html><title>floor</title><body data-generation="0" data-path="floor">'.padEnd(
  20_480,
  'x ',
);
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { mode, headers } = event.request;
  if (new URL(event.request.url).pathname === '/blank') return;
  if (mode === 'navigate' || headers.get('accept')?.includes('text/html'))
    event.respondWith(new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } }));
});
