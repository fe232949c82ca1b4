/** What a store can do. Two implementations obey it, on IndexedDB and in memory, and run one contract suite. */
import type { Listed, Progress, Queue } from '../core/cache/warm-queue.js';
import type { Entry, PageEntry } from '../core/cache/entry.js';
import type { Totals } from '../core/cache/eviction.js';
import type { CookieHashes, Generations } from '../core/cache/generation.js';
import type { HeaderList } from '../core/http/headers.js';
import type { Mode } from '../core/cache/invalidation.js';
import type { Counts } from '../shared/messages.js';

/** What is stored under a key: an entry with its body (markers have none), or nothing. */
export interface Stored {
  /** The number of the last mark: what is asked for now is newer than that. */
  fence: number;
  entry?: Entry | undefined;
  body?: ArrayBuffer | undefined;
  /** Whether the page was marked as out of date since it was asked for. */
  invalidated?: Mode | undefined;
}

/** A loading shell or an offline page with its headers; those that are stored are bytes. */
export interface Resource {
  headers: HeaderList;
  body: ArrayBuffer | string;
}

/** What holds for this browser as a whole. */
export interface Settings {
  /** The active deployment; undefined until one was activated. */
  deployment?: string;
  /** The deployment of the worker that last made its own the active one. */
  worker?: string;
  /** Every deployment with pages, the latest activated first. */
  deployments: readonly string[];
  /** When each was last made the active one, in milliseconds since the epoch. */
  activatedAt?: Readonly<Record<string, number | undefined>>;
  /** Deployments that are being deleted. */
  gone?: readonly string[];
  /** The deployments that tabs were loaded with, by the IDs of their documents; all others, with the active one. */
  tabs?: Readonly<Record<string, string | undefined>>;
  /** The partition of the user whom `setUser()` named. */
  user?: string;
  /** How often the user has changed. */
  epoch?: number;
  draft?: boolean;
  /** Who the visitor is, as far as it bears on their pages (rule 36). */
  generations?: Generations;
  /** The cookies that scripts can read, when they were last looked at. */
  cookies?: CookieHashes;
}

/** Rows that are read and written whole. */
export interface State {
  /** The shells and offline pages of a deployment, by their paths. */
  [deployment: `${string}\n`]: Readonly<Record<string, Resource>> | undefined;
  /** What a deployment generates ahead: the paths by the names of their routes, what is asked for, and how far that is. */
  [paths: `${string}\npaths`]: Readonly<Record<string, Listed>> | undefined;
  [queue: `${string}\nqueue`]: Queue | undefined;
  [progress: `${string}\nprogress`]: Progress | undefined;
  settings: Settings;
  totals: Totals;
  counts: Record<string, Counts>;
  /**
   * When each kept asset was last used, by its URL and, after a space, the deployment that it is kept for. Without a
   * deployment: a file of another site that was asked for once. Without a URL: the deployment's list was gone through.
   */
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
  get(key: string): Promise<Stored>;
  /** The same of many keys at once, in their order, without the bodies. */
  getMany(keys: readonly string[]): Promise<Stored[]>;
  /**
   * Stores an entry with its body, both or neither, and returns the totals after it. A page that was asked for before
   * a mark does not replace one that was asked for after it.
   */
  put(entry: Entry, body?: ArrayBuffer): Promise<Totals>;
  /**
   * Renews an entry whose body is still the stored one, all but its recency. Does nothing otherwise, or where the stored
   * one was asked for later: the entry was read before that came.
   */
  updateMetadata(entry: PageEntry): Promise<void>;
  delete(key: string): Promise<void>;
  /** Marks what goes by these names as out of date, with one new number (rule 31). */
  invalidate(names: readonly string[], mode: Mode): Promise<void>;
  /** Which of these pages were marked as out of date since they were asked for, in their order. */
  invalidated(entries: readonly PageEntry[]): Promise<(Mode | undefined)[]>;
  /**
   * When something was last marked under the page's names, in milliseconds since the epoch; 0 where nothing was. What
   * older versions have marked has no time, and is not counted.
   */
  markedAt(page: Pick<PageEntry, 'url' | 'tags'>): Promise<number>;
  /** Deletes every entry whose key begins with the prefix, and the deployment's rows. */
  deletePrefix(prefix: string): Promise<void>;
  /** The pages of a scope, the latest used first; `after` is the `rank` and key of the last one seen. */
  recent(scope: string, limit: number, after?: readonly [number, string]): Promise<PageEntry[]>;
  /** Frees space until the limits hold; not-found pages go first, pinned ones last. Returns how many went. */
  evict(limits: Limits): Promise<number>;
  /** Adds up what hits left behind. */
  record(usage: Usage): Promise<void>;
  state<N extends keyof State>(name: N): Promise<State[N] | undefined>;
  /**
   * Writes a small row, whole; undefined deletes it, which a full disk allows. `strict`: it is on the disk when this
   * resolves.
   */
  setState<N extends keyof State>(
    name: N,
    value: State[N] | undefined,
    durability?: 'relaxed' | 'strict',
  ): Promise<unknown>;
  /** Deletes all pages and counts; resources and settings, which are nobody's data, stay. */
  clear(): Promise<unknown>;
  close(): void;
}

/** How many names are marked one by one; beyond, everything is out of date: no browser gathers marks for ever. */
export const MAX_MARKS = 5000;

/** How many not-found pages and markers are kept (rule 18: few). */
export const MAX_MINOR = 100;

/** Sums two sets of counts by route. */
export function addCounts(to: State['counts'], more: State['counts']): State['counts'] {
  const sum = { ...to };
  for (const [route, counts] of Object.entries(more))
    sum[route] = sumOf([counts, ...(to[route] ? [to[route]] : [])]);
  return sum;
}

/** Adds counts up, name by name. */
export function sumOf(all: readonly Counts[]): Counts {
  const sum = { hits: 0, stale: 0, misses: 0, regenerations: 0, failures: 0 };
  for (const counts of all)
    for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += counts[name];
  return sum;
}
