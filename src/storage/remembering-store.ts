/**
 * Remembers what was read from a store last, so that a page that is asked for again comes from memory.
 *
 * Every write of this worker goes through here and forgets what it concerns when it ends, however it ends: until then
 * nobody was told that it is done. What is read meanwhile is forgotten with it. Another worker writes to the same
 * database only in the moment when one replaces the other, or where a site has two; that, too, is seen once the time is
 * over for which anything is remembered. A channel between the workers would tell no earlier than its message arrives,
 * and cost each write one. What is remembered ends with the connection: this is made anew for each.
 */
import type { Store, Stored } from './store.js';
import { touched } from './table-store.js';

/** How many entries, how many bytes of bodies in all and in one, and for how many milliseconds. */
const MOST = { entries: 200, bytes: 8e6, body: 1e6, age: 10_000 };

interface Memory {
  readonly reading: Promise<Stored>;
  /** What was read; missing while it is under way, so that those who ask meanwhile wait for one read. */
  stored?: Stored;
  readonly readAt: number;
  size: number;
}

const pace = (): number => performance.now();

/** @param now milliseconds that no setting of the clock changes */
export function rememberingStore(store: Store, now = pace): Store {
  /** The longest unused first. */
  const memories = new Map<string, Memory>();
  let bytes = 0;

  const forget = (key: string): void => {
    bytes -= memories.get(key)?.size ?? 0;
    memories.delete(key);
  };
  const forgetAll = (): void => {
    memories.clear();
    bytes = 0;
  };

  /** Keeps what was read, unless a write has ended since it was asked for. */
  function keep(key: string, memory: Memory, stored?: Stored): void {
    if (memories.get(key) !== memory) return;
    const size = stored?.body?.byteLength ?? 0;
    if (!stored?.entry || size > MOST.body) {
      forget(key);
      return;
    }
    memory.stored = stored;
    bytes += memory.size = size;
    for (const oldest of memories.keys()) {
      if (memories.size <= MOST.entries && bytes <= MOST.bytes) break;
      forget(oldest);
    }
  }

  async function get(key: string): Promise<Stored> {
    let memory = memories.get(key);
    if (memory && now() - memory.readAt < MOST.age) {
      memories.delete(key);
      memories.set(key, memory);
      return memory.stored ?? memory.reading;
    }
    forget(key);
    memory = { reading: store.get(key), readAt: now(), size: 0 };
    memories.set(key, memory);
    let stored: Stored | undefined;
    try {
      return (stored = await memory.reading);
    } finally {
      keep(key, memory, stored);
    }
  }

  return {
    ...store,
    get,
    put: (entry, body) => store.put(entry, body).finally(() => forget(entry.key)),
    amend: (entry) => store.amend(entry).finally(() => forget(entry.key)),
    delete: (key) => store.delete(key).finally(() => forget(key)),
    invalidate: (names, mode) => store.invalidate(names, mode).finally(forgetAll),
    deletePrefix: (prefix) => store.deletePrefix(prefix).finally(forgetAll),
    clear: () => store.clear().finally(forgetAll),
    async evict(limits) {
      const count = await store.evict(limits);
      if (count) forgetAll();
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
      forgetAll();
      store.close();
    },
  };
}
