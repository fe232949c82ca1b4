/** The cache of the hot tier. Every read has a deadline, because Cache Storage may hang. */
import { factsUrl } from './hot-format.js';

export const HOT_CACHE = 'sw-isr-hot';

/** Stands in where the browser has no Cache Storage: nothing is found, and nothing can be stored. */
const NO_CACHES = {
  match: () => Promise.resolve(undefined),
  open: () => Promise.reject(new DOMException('there is no Cache Storage', 'SecurityError')),
  delete: () => Promise.resolve(false),
} as Partial<CacheStorage> as CacheStorage;

export const cacheStorage = (): CacheStorage => ('caches' in globalThis ? caches : NO_CACHES);

export const deleteHotCache = (storage = cacheStorage()): Promise<boolean> => storage.delete(HOT_CACHE);

/** Deletes the facts: no copy is read without them. */
export async function deleteFacts(storage: CacheStorage): Promise<void> {
  await (await storage.open(HOT_CACHE)).delete(factsUrl());
}
