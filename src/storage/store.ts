/** The interface of a store. It has two implementations, on IndexedDB and in memory, which run one contract suite. */
import type { Listed, Progress, Queue } from '../core/cache/warm-queue.js';
import type { Entry, PageEntry } from '../core/cache/entry.js';
import type { Totals } from '../core/cache/eviction.js';
import type { CookieHashes, Generations } from '../core/cache/generation.js';
import type { HeaderList } from '../core/http/headers.js';
import type { Mode } from '../core/cache/invalidation.js';
import type { Counts } from '../shared/messages.js';
import type { Body } from './stored-page.js';

/** The entry stored under a key, with its body (markers have none), or nothing. */
export interface Stored {
  /** The number of the last mark: the fence of a page that is requested now. */
  fence: number;
  entry?: Entry | undefined;
  body?: Body | undefined;
  /** The strongest mark since the page was requested. */
  invalidated?: Mode | undefined;
}

/** A loading shell or an offline page with its headers. The body is stored as bytes. */
export interface Resource {
  headers: HeaderList;
  body: ArrayBuffer | string;
}

/** The settings of this browser as a whole. */
export interface Settings {
  /** The active deployment; undefined until one was activated. */
  deployment?: string;
  /** The deployment of the worker that last made its own the active one. */
  worker?: string;
  /** Every deployment with pages, the latest activated first. */
  deployments: readonly string[];
  /** When each was last activated, in milliseconds since the epoch. */
  activatedAt?: Readonly<Record<string, number | undefined>>;
  /** Deployments that are being deleted. */
  gone?: readonly string[];
  /** The deployments that tabs were loaded with, by document ID. Tabs not listed were loaded with the active one. */
  tabs?: Readonly<Record<string, string | undefined>>;
  /** The partition of the user whom `setUser()` named. */
  user?: string;
  /** How often the user has changed. */
  epoch?: number;
  draft?: boolean;
  /** The feed has turned the worker off (rule 35). */
  disabled?: boolean;
  /** Tells when pages must be proven again for this visitor (rule 36). */
  generations?: Generations;
  /** Hashes of the cookies that scripts can read, as last seen. */
  cookies?: CookieHashes;
}

/** How far a feed was read. */
export interface FeedPosition {
  /** The feed's URL, as the config names it: another feed has other offsets. */
  url: string;
  offset: string;
  /** Milliseconds since the epoch. */
  checkedAt: number;
  /** Milliseconds that this clock was ahead of the feed's. @default 0 */
  ahead?: number;
}

/** Rows that are read and written as a whole. */
export interface State {
  /** The shells and offline pages of a deployment, by path. */
  [deployment: `${string}\n`]: Readonly<Record<string, Resource>> | undefined;
  /** The warming of a deployment: paths by route name, then the queue, then its progress. */
  [paths: `${string}\npaths`]: Readonly<Record<string, Listed>> | undefined;
  [queue: `${string}\nqueue`]: Queue | undefined;
  [progress: `${string}\nprogress`]: Progress | undefined;
  settings: Settings;
  totals: Totals;
  feed: FeedPosition;
  counts: Record<string, Counts>;
  /**
   * When each kept asset was last used, by `URL deployment`. Without a deployment: a file of another site that was
   * requested once. Without a URL: when the deployment's list was last completed.
   */
  assets: Readonly<Record<string, number>>;
}

/** The usage that hits record; written in batches after the responses. */
export interface Usage {
  /** When each key was last used, in milliseconds since the epoch. */
  used: ReadonlyMap<string, number>;
  /** Counts to add, by route name. */
  counts: Readonly<Record<string, Counts>>;
}

/** Marks of one mode. */
export interface Marking {
  names: readonly string[];
  mode: Mode;
}

export interface Limits {
  maxEntries: number;
  maxBytes: number;
}

export interface Store {
  get(key: string): Promise<Stored>;
  /** Reads many keys at once, in their order, without bodies. */
  getMany(keys: readonly string[]): Promise<Stored[]>;
  /** The keys of the stored entries, in their order. */
  keys(limit: number): Promise<string[]>;
  /**
   * Stores an entry with its body, both or neither, and returns the totals after it. A page requested before a mark
   * does not replace one requested after it.
   */
  put(entry: Entry, body?: ArrayBuffer): Promise<Totals>;
  /**
   * Updates an entry whose body is unchanged, except for its time of use. Does nothing if the body differs, or if the
   * stored page was requested later.
   */
  updateMetadata(entry: PageEntry): Promise<void>;
  delete(key: string): Promise<void>;
  /** Writes marks under these names, with one new number (rule 31). */
  invalidate(names: readonly string[], mode: Mode): Promise<void>;
  /**
   * Writes how far the feed was read, and the marks of its events, both or neither, to the disk.
   * @param at when the latest event happened, in milliseconds since the epoch
   */
  follow(position: FeedPosition, markings: readonly Marking[], at: number): Promise<void>;
  /** How each of these pages was invalidated since its request, in their order. */
  invalidated(entries: readonly PageEntry[]): Promise<(Mode | undefined)[]>;
  /**
   * When the page was last invalidated, in milliseconds since the epoch; 0 if never. Marks of older versions have no
   * time and are not counted.
   */
  markedAt(page: Pick<PageEntry, 'url' | 'tags'>): Promise<number>;
  /** Deletes every entry whose key begins with the prefix, and the deployment's rows. */
  deletePrefix(prefix: string): Promise<void>;
  /** The pages of a scope, most recently used first. `after`: the `rank` and key of the last page already listed. */
  recent(scope: string, limit: number, after?: readonly [number, string]): Promise<PageEntry[]>;
  /** Evicts until the limits hold: not-found pages first, pinned pages last. Returns how many were evicted. */
  evict(limits: Limits): Promise<number>;
  /** Adds recorded usage. */
  record(usage: Usage): Promise<void>;
  state<N extends keyof State>(name: N): Promise<State[N] | undefined>;
  /**
   * Writes a small row as a whole. `undefined` deletes it, which works on a full disk too. `strict`: it is on the disk
   * when this resolves.
   */
  setState<N extends keyof State>(
    name: N,
    value: State[N] | undefined,
    durability?: 'relaxed' | 'strict',
  ): Promise<unknown>;
  /** Deletes all pages and counts. Resources and settings stay: they are no user's data. */
  clear(): Promise<unknown>;
  close(): void;
}

/** Above this number of marks, everything is invalidated instead: marks must not pile up. */
export const MAX_MARKS = 5000;

/** How many not-found pages and markers are kept (rule 18). */
export const MAX_MINOR = 100;

/** Adds two sets of counts by route. */
export function addCounts(to: State['counts'], more: State['counts']): State['counts'] {
  const sum = { ...to };
  for (const [route, counts] of Object.entries(more))
    sum[route] = sumOf([counts, ...(to[route] ? [to[route]] : [])]);
  return sum;
}

/** Adds counts field by field. */
export function sumOf(all: readonly Counts[]): Counts {
  const sum = { hits: 0, stale: 0, misses: 0, regenerations: 0, failures: 0 };
  for (const counts of all)
    for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += counts[name];
  return sum;
}
