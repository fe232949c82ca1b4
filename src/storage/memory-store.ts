/** The store in memory: where the browser denies storage, pages last as long as the worker runs. */
import type { Entry, PageEntry } from '../core/entry.js';
import { excess, victims, type Totals } from '../core/evict.js';
import { addCounts, MAX_MINOR, type Resource, type State, type Store, type Stored } from './store.js';

const byEviction = (a: Entry, b: Entry): number => a.priority - b.priority || a.usedAt - b.usedAt;

/** Every method is asynchronous, as on a disk, so that nothing comes to depend on the difference. */
export function memoryStore(): Store {
  const stored = new Map<string, Stored>();
  const resources = new Map<string, Resource>();
  const state: Partial<State> = {};

  const entries = (): Entry[] => [...stored.values()].map(({ entry }) => entry);
  const sum = (): Totals => ({
    entries: stored.size,
    bytes: entries().reduce((bytes, { size }) => bytes + size, 0),
  });
  const remove = (gone: readonly Entry[]): number => {
    for (const { key } of gone) stored.delete(key);
    return gone.length;
  };

  return {
    get: async (key) => stored.get(key),
    put: async (entry, body) => {
      stored.set(entry.key, { entry, body });
      return sum();
    },
    amend: async (entry) => {
      const had = stored.get(entry.key);
      if (had?.entry.kind === 'page' && had.entry.hash === entry.hash)
        stored.set(entry.key, {
          ...had,
          entry: { ...entry, usedAt: had.entry.usedAt, rank: had.entry.rank },
        });
    },
    delete: async (key) => {
      stored.delete(key);
    },
    deletePrefix: async (prefix) => {
      for (const map of [stored, resources])
        for (const key of map.keys()) if (key.startsWith(prefix)) map.delete(key);
    },
    recent: async (scope, limit, [rank, key] = [-Infinity, '']) =>
      entries()
        .filter((entry): entry is PageEntry => entry.kind === 'page' && entry.scope === scope)
        .sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1))
        .filter((page) => page.rank > rank || (page.rank === rank && page.key > key))
        .slice(0, limit),
    evict: async (limits) => {
      const minor = entries()
        .filter(({ priority }) => priority < 0)
        .sort(byEviction);
      const surplus = remove(minor.slice(0, Math.max(0, minor.length - MAX_MINOR)));
      const over = excess(sum(), limits);
      return surplus + (over ? remove(victims(entries().sort(byEviction), over)) : 0);
    },
    record: async (usage) => {
      for (const [key, usedAt] of usage.used) {
        const had = stored.get(key);
        if (had)
          stored.set(key, {
            ...had,
            entry: { ...had.entry, usedAt, ...(had.entry.kind === 'page' && { rank: -usedAt }) },
          });
      }
      state.counts = addCounts(state.counts ?? {}, usage.counts);
    },
    state: async (name) => (name === 'totals' ? sum() : state[name]) as never,
    setState: async (name, value) => {
      state[name] = value;
    },
    resource: async (key) => resources.get(key),
    putResource: async (key, resource) => {
      resources.set(key, resource);
    },
    clear: async () => {
      stored.clear();
      delete state.counts;
    },
    close: () => undefined,
  };
}
