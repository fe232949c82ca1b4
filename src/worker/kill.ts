/**
 * The whole of a worker that removes itself and what it stored (rule 35). It answers no request, so that every page
 * comes from the network from the moment it is active; open pages are left as they are.
 */
declare const self: ServiceWorkerGlobalScope;

const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });

async function deleteCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('sw-isr')).map((name) => caches.delete(name)));
}

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) =>
  event.waitUntil(
    Promise.allSettled([deleteDatabase('sw-isr'), deleteCaches()]).then(() => self.registration.unregister()),
  ),
);

export {};
