/** The cache of the hot tier. Every use has a deadline, because Cache Storage may hang. */
import { inTime } from '../sleep.js';
import { copyUrl, decodeCopy, decodeFacts, factsUrl, type HotCopy, type HotFacts } from './hot-format.js';

const HOT_CACHE = 'sw-isr-hot';

/** A visitor waits no longer for a copy: the database is asked then. */
const READ_TIMEOUT_MS = 50;
/** Deletes all copies and the facts. What a refill writes through a handle of before is in no cache any more. */
export const deleteHotCache = (storage = 'caches' in globalThis ? caches : undefined): Promise<boolean> =>
  storage ? storage.delete(HOT_CACHE) : Promise.resolve(false);

/** Reads one record to its end: a stream that is not read would stay open. */
async function bytesAt(storage: CacheStorage, url: string): Promise<ArrayBuffer | undefined> {
  const found = await storage.match(url, { cacheName: HOT_CACHE });
  return found?.arrayBuffer();
}

/** The record, or undefined if Cache Storage has none, fails, or is late. */
const quickly = (storage: CacheStorage, url: string): Promise<ArrayBuffer | undefined> =>
  inTime(
    bytesAt(storage, url).catch(() => undefined),
    READ_TIMEOUT_MS,
  );

export async function readFacts(storage: CacheStorage): Promise<HotFacts | undefined> {
  const bytes = await quickly(storage, factsUrl());
  return bytes && decodeFacts(new TextDecoder().decode(bytes));
}

export async function readCopy(storage: CacheStorage, key: string): Promise<HotCopy | undefined> {
  const bytes = await quickly(storage, copyUrl(key));
  return bytes && decodeCopy(bytes, key);
}

export interface OpenHotCache {
  /** The URLs of the records that may be there. */
  readonly present: Set<string>;
  delete(urls: readonly string[]): Promise<unknown>;
  put(url: string, body: Uint8Array<ArrayBuffer> | string): Promise<void>;
  text(url: string): Promise<string | undefined>;
}

/** What there is where the cache does not exist. */
export const emptyHotCache = (): OpenHotCache => ({
  present: new Set(),
  delete: () => Promise.resolve(),
  put: () => Promise.resolve(),
  text: () => Promise.resolve(undefined),
});

/** Opens the cache, and reads which records it has. @param create whether a missing one is created */
export async function openHotCache(storage: CacheStorage, create: boolean): Promise<OpenHotCache> {
  if (!create && !(await storage.has(HOT_CACHE))) return emptyHotCache();
  const cache = await storage.open(HOT_CACHE);
  const present = new Set((await cache.keys()).map(({ url }) => url));
  const remove = async (url: string): Promise<void> => {
    await cache.delete(url);
    present.delete(url);
  };
  return {
    present,
    delete: (urls) => Promise.all(urls.map(remove)),
    async put(url, body) {
      await cache.put(url, new Response(body));
      present.add(url);
    },
    text: async (url) => (await cache.match(url))?.text(),
  };
}
