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

/** Milliseconds that deleting may take: a database that hangs must not keep the worker. */
const CLEANUP_TIMEOUT_MS = 5000;

async function remove(): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, CLEANUP_TIMEOUT_MS));
  await Promise.race([Promise.allSettled([deleteDatabase('sw-isr'), deleteCaches()]), late]);
  await self.registration.unregister();
}

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
// A worker that was ended in the midst of it is not activated again; the page's side asks once more.
for (const type of ['activate', 'message'] as const)
  self.addEventListener(type, (event: ExtendableEvent) => event.waitUntil(remove()));

export {};
