/**
 * Remembers what was read from a store last, so that a page that is asked for again comes from memory.
 *
 * Every write goes through here and forgets what it concerns when it ends, however it ends: until then nobody was told
 * that it is done. What is read meanwhile is forgotten with it. Another worker writes to the same database in the moment
 * when one replaces the other, and where a site has two: each tells the others what it wrote. What is remembered ends
 * with the connection: this is made anew for each.
 */
import { wasUsed } from '../../core/cache/warm-queue.js';
import type { Store, Stored } from '../store.js';
import { touched } from '../tables/table-store.js';

/** How many entries, how many bytes of bodies in all and in one, and for how many milliseconds, should a word be lost. */
const CACHE_LIMITS = { entries: 200, bytes: 8e6, body: 1e6, age: 300_000 };

interface Memory {
  readonly reading?: Promise<Stored>;
  /** What was read or written; missing while it is read, so that those who ask meanwhile wait for one read. */
  stored?: Stored;
  readonly readAt: number;
  size: number;
}

const pace = (): number => performance.now();

/** How workers tell each other the key of what was written; none where all may have changed. */
export type Channel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;

/** @param now milliseconds that no setting of the clock changes */
export function cachedStore(store: Store, channel: Channel, now = pace): Store {
  /** The longest unused first. */
  const memories = new Map<string, Memory>();
  let bytes = 0;
  /** The number of the last mark, since it was read; NaN while nobody knows. */
  let fence = NaN;

  /** Forgets what that key says, or everything. */
  const forget = (key?: string): void => {
    if (key) {
      bytes -= memories.get(key)?.size ?? 0;
      memories.delete(key);
      return;
    }
    memories.clear();
    bytes = 0;
    fence = NaN;
  };
  /** What follows a write of that key, or of all. */
  const written = (key?: string) => (): void => {
    forget(key);
    channel.postMessage(key);
  };
  channel.onmessage = ({ data }) => forget(data as string | undefined);

  /** Keeps what was read, unless a write has ended since it was asked for. */
  function keep(key: string, memory: Memory, stored?: Stored): void {
    if (memories.get(key) !== memory) return;
    if (stored) fence = stored.fence;
    const size = stored?.body?.byteLength ?? 0;
    // A miss is kept too: each hit on a URL with a query looks for what its path says of queries.
    if (!stored || size > CACHE_LIMITS.body) {
      forget(key);
      return;
    }
    memory.stored = stored;
    bytes += memory.size = size;
    for (const oldest of memories.keys()) {
      if (memories.size <= CACHE_LIMITS.entries && bytes <= CACHE_LIMITS.bytes) break;
      forget(oldest);
    }
  }

  /** In place of what was known under that key. */
  function remember(key: string, what: Pick<Memory, 'reading'>): Memory {
    const memory = { ...what, readAt: now(), size: 0 };
    forget(key);
    memories.set(key, memory);
    return memory;
  }

  async function get(key: string): Promise<Stored> {
    let memory = memories.get(key);
    if (memory && now() - memory.readAt < CACHE_LIMITS.age) {
      memories.delete(key);
      memories.set(key, memory);
      return (memory.stored ?? memory.reading) as Promise<Stored>;
    }
    const reading = store.get(key);
    memory = remember(key, { reading });
    let stored: Stored | undefined;
    try {
      return (stored = await reading);
    } finally {
      keep(key, memory, stored);
    }
  }

  return {
    ...store,
    get,
    async put(entry, body) {
      const { key } = entry;
      const totals = await store.put(entry, body).finally(written(key));
      // What was asked for after the last mark is what a read would find. What no visitor wanted yet makes no way.
      if (entry.kind === 'page' && entry.fence >= fence && wasUsed(entry))
        keep(key, remember(key, {}), { fence, entry, body, invalidated: undefined });
      return totals;
    },
    updateMetadata: (entry) => store.updateMetadata(entry).finally(written(entry.key)),
    delete: (key) => store.delete(key).finally(written(key)),
    invalidate: (names, mode) => store.invalidate(names, mode).finally(written()),
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
        const memory = memories.get(key);
        const { stored } = memory ?? {};
        if (memory && stored?.entry) memory.stored = { ...stored, entry: touched(stored.entry, usedAt) };
        else forget(key);
      }
    },
    close() {
      forget();
      store.close();
    },
  };
}
