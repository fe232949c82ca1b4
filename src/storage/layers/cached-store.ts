/**
 * Caches in memory the entries that were last read from a store.
 *
 * Every write passes through here and drops the entries concerned when it ends, even if it failed. Until then its
 * caller does not count on it. A read that overlaps a write is not cached. Other workers may write to the same
 * database: while a new worker takes over, and on sites with two workers. They notify each other of each write. The
 * cache belongs to one connection, and is created anew with it.
 */
import { wasUsed } from '../../core/cache/warm-queue.js';
import type { Store, Stored } from '../store.js';
import { sizeOf, type Body } from '../stored-page.js';
import { touched } from '../tables/table-store.js';

/**
 * Number of entries, bytes of all bodies and of one body, and the maximum age in milliseconds if a notice gets lost.
 */
const CACHE_LIMITS = { entries: 200, bytes: 8e6, body: 1e6, age: 300_000 };

interface Cached {
  readonly reading?: Promise<Stored>;
  /** Missing while the read is under way: further calls wait for the same read. */
  stored?: Stored;
  readonly readAt: number;
  size: number;
}

/** Makes a `Blob` of a body. Rejects if the browser has no room for it: it says so only when the `Blob` is read. */
async function handOver(body: Body): Promise<Blob> {
  const blob = new Blob([body]);
  await blob.slice(0, 1).arrayBuffer();
  return blob;
}

const monotonicNow = (): number => performance.now();

/** How workers send each other the key that was written; no key: everything may have changed. */
export type Channel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;

/** @param now milliseconds of a clock that is never set back */
export function cachedStore(store: Store, channel: Channel, now = monotonicNow): Store {
  /** The least recently used first. */
  const cache = new Map<string, Cached>();
  let bytes = 0;
  /** The number of the last mark, as last read; NaN while it is unknown. */
  let fence = NaN;

  /** Drops the entry of a key, or all entries. */
  const forget = (key?: string): void => {
    if (key) {
      bytes -= cache.get(key)?.size ?? 0;
      cache.delete(key);
      return;
    }
    cache.clear();
    bytes = 0;
    fence = NaN;
  };
  /** Runs after a write of a key, or of everything. */
  const written = (key?: string) => (): void => {
    forget(key);
    channel.postMessage(key);
  };
  channel.onmessage = ({ data }) => forget(data as string | undefined);

  /** Caches the result of a read, unless a write has ended since the read began. */
  function keep(key: string, cached: Cached, stored?: Stored): void {
    if (cache.get(key) !== cached) return;
    if (stored) fence = stored.fence;
    const body = stored?.body;
    const size = body ? sizeOf(body) : 0;
    // A miss is kept too: each hit on a URL with a query looks for what its path says of queries.
    if (!stored || size > CACHE_LIMITS.body) {
      forget(key);
      return;
    }
    cached.stored = stored;
    bytes += cached.size = size;
    for (const oldest of cache.keys()) {
      if (cache.size <= CACHE_LIMITS.entries && bytes <= CACHE_LIMITS.bytes) break;
      forget(oldest);
    }
    if (!body) return;
    handOver(body).then(
      (held) => {
        if (cached.stored?.body === body) cached.stored = { ...cached.stored, body: held };
      },
      () => undefined,
    );
  }

  /** Replaces the cached entry of a key with an unfinished one. */
  function begin(key: string, read: Pick<Cached, 'reading'>): Cached {
    const cached = { ...read, readAt: now(), size: 0 };
    forget(key);
    cache.set(key, cached);
    return cached;
  }

  async function get(key: string): Promise<Stored> {
    let cached = cache.get(key);
    if (cached && now() - cached.readAt < CACHE_LIMITS.age) {
      cache.delete(key);
      cache.set(key, cached);
      return (cached.stored ?? cached.reading) as Promise<Stored>;
    }
    const reading = store.get(key);
    cached = begin(key, { reading });
    let stored: Stored | undefined;
    try {
      return (stored = await reading);
    } finally {
      keep(key, cached, stored);
    }
  }

  return {
    ...store,
    get,
    async put(entry, body) {
      const { key } = entry;
      const totals = await store.put(entry, body).finally(written(key));
      // Only a page requested after the last mark equals a read. Warmed pages are not cached: they would evict visited
      // ones.
      if (entry.kind === 'page' && entry.fence >= fence && wasUsed(entry))
        keep(key, begin(key, {}), { fence, entry, body, invalidated: undefined });
      return totals;
    },
    updateMetadata: (entry) => store.updateMetadata(entry).finally(written(entry.key)),
    delete: (key) => store.delete(key).finally(written(key)),
    invalidate: (names, mode) => store.invalidate(names, mode).finally(written()),
    follow: (position, markings, at) =>
      store.follow(position, markings, at).finally(markings.length ? written() : undefined),
    deletePrefix: (prefix) => store.deletePrefix(prefix).finally(written()),
    clear: () => store.clear().finally(written()),
    async evict(limits) {
      const count = await store.evict(limits);
      if (count) written()();
      return count;
    },
    async record(usage) {
      await store.record(usage);
      for (const [key, usedAt] of usage.used) {
        const cached = cache.get(key);
        const { stored } = cached ?? {};
        if (cached && stored?.entry) cached.stored = { ...stored, entry: touched(stored.entry, usedAt) };
        else forget(key);
      }
    },
    close() {
      forget();
      store.close();
    },
  };
}
