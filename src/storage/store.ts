/** What a store can do. Two implementations obey it, on IndexedDB and in memory, and run one contract suite. */
import type { Entry, PageEntry } from '../core/entry.js';
import type { Totals } from '../core/evict.js';
import type { HeaderList } from '../core/headers.js';
import type { Counts } from '../protocol/messages.js';

/** An entry with its body; markers have none. */
export interface Stored {
  entry: Entry;
  body: ArrayBuffer | undefined;
}

/** A loading shell or an offline page, stored when the worker installs. */
export interface Resource {
  headers: HeaderList;
  body: ArrayBuffer;
}

/** What holds for this browser as a whole. */
export interface Settings {
  /** The active deployment; undefined until one was activated. */
  deployment?: string;
  /** Every deployment with pages, the latest activated first. */
  deployments: readonly string[];
  /** The partition of the user whom `setUser()` named. */
  user?: string;
  draft?: boolean;
}

/** Rows that are read and written whole. */
export interface State {
  settings: Settings;
  totals: Totals;
  counts: Record<string, Counts>;
  /** When each kept asset was last used, by URL. */
  assets: Readonly<Record<string, number>>;
}

/** What hits leave behind; written in batches, after they were answered. */
export interface Usage {
  /** When each key was last used, in milliseconds since the epoch. */
  used: ReadonlyMap<string, number>;
  /** To be added, by the route's name. */
  counts: Readonly<Record<string, Counts>>;
}

export interface Limits {
  maxEntries: number;
  maxBytes: number;
}

export interface Store {
  get(key: string): Promise<Stored | undefined>;
  /** Stores an entry with its body, both or neither, and returns the totals after it. */
  put(entry: Entry, body?: ArrayBuffer): Promise<Totals>;
  /** Renews an entry whose body is still the stored one, all but its recency; does nothing otherwise. */
  amend(entry: PageEntry): Promise<void>;
  delete(key: string): Promise<void>;
  /** Deletes every entry and resource whose key begins with the prefix. */
  deletePrefix(prefix: string): Promise<void>;
  /** The pages of a scope, the latest used first; `after` is the `rank` and key of the last one seen. */
  recent(scope: string, limit: number, after?: readonly [number, string]): Promise<PageEntry[]>;
  /** Frees space until the limits hold; not-found pages go first, pinned ones last. Returns how many went. */
  evict(limits: Limits): Promise<number>;
  /** Adds up what hits left behind. */
  record(usage: Usage): Promise<void>;
  state<N extends keyof State>(name: N): Promise<State[N] | undefined>;
  /** Small rows that are read and written whole; `strict`: on the disk when it resolves. */
  setState<N extends keyof State>(name: N, value: State[N], durability?: 'relaxed' | 'strict'): Promise<void>;
  resource(key: string): Promise<Resource | undefined>;
  putResource(key: string, resource: Resource): Promise<void>;
  /** Deletes all pages and counts; resources and settings, which are nobody's data, stay. */
  clear(): Promise<void>;
  close(): void;
}

/** How many not-found pages and markers are kept (rule 18: few). */
export const MAX_MINOR = 100;

/** Sums two sets of counts by route. */
export function addCounts(
  to: Record<string, Counts>,
  more: Readonly<Record<string, Counts>>,
): Record<string, Counts> {
  const sum = { ...to };
  for (const [name, counts] of Object.entries(more)) {
    const had = sum[name];
    sum[name] = had
      ? (Object.fromEntries(
          Object.entries(counts).map(([key, value]) => [key, (value as number) + had[key as keyof Counts]]),
        ) as unknown as Counts)
      : counts;
  }
  return sum;
}
