/** The cache of the hot tier. Every read has a deadline, because Cache Storage may hang. */
import { inTime } from '../sleep.js';
import { copyUrl, decodeCopy, decodeFacts, factsUrl, type HotCopy, type HotFacts } from './hot-format.js';

export const HOT_CACHE = 'sw-isr-hot';

export const deleteHotCache = (storage = caches): Promise<boolean> => storage.delete(HOT_CACHE);

/** Deletes the facts: no copy is read without them. */
export async function deleteFacts(storage: CacheStorage): Promise<void> {
  await (await storage.open(HOT_CACHE)).delete(factsUrl());
}

/** Reads a record to its end: a stream that is not read would stay open. */
async function bytesAt(storage: CacheStorage, url: string): Promise<ArrayBuffer | undefined> {
  const found = await storage.match(url, { cacheName: HOT_CACHE });
  return found?.arrayBuffer();
}

/** How a reader reads: it waits for no longer than so many milliseconds. */
export interface Reader {
  storage: CacheStorage;
  patienceMs: number;
}

/** The record, or undefined if Cache Storage has none, fails, or is late. */
const quickly = ({ storage, patienceMs }: Reader, url: string): Promise<ArrayBuffer | undefined> =>
  inTime(
    bytesAt(storage, url).catch(() => undefined),
    patienceMs,
  );

export async function readFacts(reader: Reader): Promise<HotFacts | undefined> {
  const bytes = await quickly(reader, factsUrl());
  return bytes && decodeFacts(new TextDecoder().decode(bytes));
}

export async function readCopy(reader: Reader, key: string): Promise<HotCopy | undefined> {
  const bytes = await quickly(reader, copyUrl(key));
  return bytes && decodeCopy(bytes, key);
}
