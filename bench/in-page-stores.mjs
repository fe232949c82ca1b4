/** Puts pages into the stores by hand, in a page of their site: through the workers 100,000 would take an hour. */

/**
 * For sw-isr: every row that names a page is stored again under other paths, whatever tables there are.
 * @param {string} sample the path of a page that the worker has stored
 * @param {string[]} paths
 */
export async function seedIsr(sample, paths) {
  const opening = indexedDB.open('sw-isr');
  /** @type {IDBDatabase} */
  const db = await new Promise((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const tables = [...db.objectStoreNames];
  const result = (/** @type {IDBRequest} */ request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  /** @type {(value: any, path: string) => any} */
  const renamed = (value, path) => {
    if (typeof value === 'string') return value.replaceAll(sample, path);
    if (Array.isArray(value)) return value.map((one) => renamed(one, path));
    if (value?.constructor !== Object) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, renamed(one, path)]));
  };
  const rows = [];
  const reading = db.transaction(tables);
  for (const table of tables) {
    const store = reading.objectStore(table);
    for (const key of await result(store.getAllKeys()))
      if (JSON.stringify(key).includes(sample))
        rows.push({ table, key, value: await result(store.get(key)), inline: store.keyPath !== null });
  }
  for (let at = 0; at < paths.length; at += 200) {
    const tx = db.transaction(tables, 'readwrite', { durability: 'relaxed' });
    for (const path of paths.slice(at, at + 200))
      for (const { table, key, value, inline } of rows)
        tx.objectStore(table).put(renamed(value, path), inline ? undefined : renamed(key, path));
    await new Promise((resolve) => (tx.oncomplete = resolve));
  }
  const size = rows.find(({ value }) => value.size)?.value.size ?? 0;
  const tx = db.transaction('state', 'readwrite');
  const totals = await result(tx.objectStore('state').get('totals'));
  const [entries, bytes] = [totals.entries + paths.length, totals.bytes + paths.length * size];
  await result(tx.objectStore('state').put({ ...totals, entries, bytes }, 'totals'));
  db.close();
}

/** How many pages sw-isr says it has. */
export async function countIsr() {
  const { ready } = await import(/** @type {string} */ ('/sw-isr.js'));
  return (await (await ready).stats()).entries;
}

/**
 * For Workbox: the cache and its table of times.
 * @param {string} sample
 * @param {string[]} paths
 */
export async function seedWorkbox(sample, paths) {
  const cache = await caches.open('pages');
  const stored = await cache.match(sample);
  const body = await stored?.arrayBuffer();
  const opening = indexedDB.open('workbox-expiration');
  /** @type {IDBDatabase} */
  const db = await new Promise((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  for (let at = 0; at < paths.length; at += 200) {
    const some = paths.slice(at, at + 200);
    await Promise.all(some.map((path) => cache.put(path, new Response(body, { headers: stored?.headers }))));
    const tx = db.transaction('cache-entries', 'readwrite', { durability: 'relaxed' });
    for (const path of some) {
      const { href: url } = new URL(path, location.href);
      tx.objectStore('cache-entries').put({
        id: `pages|${url}`,
        url,
        timestamp: Date.now(),
        cacheName: 'pages',
      });
    }
    await new Promise((resolve) => (tx.oncomplete = resolve));
  }
  db.close();
}

/** How many pages Workbox has. */
export const countWorkbox = async () => (await (await caches.open('pages')).keys()).length;

/**
 * Milliseconds of a pass that looks whether anything has to go, from many as clocks are coarse.
 * @param {string} name whose pass
 */
export async function timePass(name) {
  const { openPass } = /** @type {{ openPass: Record<string, () => Promise<() => Promise<unknown>>> }} */ (
    /** @type {unknown} */ (globalThis)
  );
  const pass = await openPass[name]?.();
  await pass?.();
  let passes = 0;
  const start = performance.now();
  while (passes === 0 || (passes < 20 && performance.now() - start < 100)) {
    await pass?.();
    passes += 1;
  }
  return (performance.now() - start) / passes;
}
