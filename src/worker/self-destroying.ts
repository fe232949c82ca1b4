/**
 * A worker that removes itself and its data (rule 35). It answers no request: once it is active, every page comes from
 * the network. Open pages are not reloaded.
 */
declare const self: ServiceWorkerGlobalScope;

const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });

/** Of this and of older versions, and no other program's whose name begins with the same letters. */
const OWN_CACHE = /^sw-isr\b/;

async function deleteCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => OWN_CACHE.test(name)).map((name) => caches.delete(name)));
}

/** The worker is removed even if deleting the database hangs. */
const CLEANUP_TIMEOUT_MS = 5000;

async function remove(): Promise<void> {
  const timeout = new Promise((resolve) => setTimeout(resolve, CLEANUP_TIMEOUT_MS));
  await Promise.race([Promise.allSettled([deleteDatabase('sw-isr'), deleteCaches()]), timeout]);
  await self.registration.unregister();
}

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
// A worker that was stopped during the removal is not activated again: the client's messages continue the removal.
for (const type of ['activate', 'message'] as const)
  self.addEventListener(type, (event: ExtendableEvent) => event.waitUntil(remove()));

export {};
