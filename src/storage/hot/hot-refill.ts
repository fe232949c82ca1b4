/** Copies the pages that were used last to Cache Storage, and the facts after them. */
import type { Entry, PageEntry } from '../../core/cache/entry.js';
import { keyOf, searchKeyOf } from '../../core/cache/key.js';
import { wasUsed } from '../../core/cache/warm-queue.js';
import type { Settings, Store } from '../store.js';
import { HOT_CACHE } from './hot-cache.js';
import {
  copyUrl,
  encodeCopy,
  encodeFacts,
  factsUrl,
  hashKey,
  isCopyable,
  isCopyOf,
  type HotFacts,
} from './hot-format.js';

const LIMITS = { pages: 20, bytes: 2e6, body: 500e3, starts: 10, keys: 2000 };

export interface RefillOptions {
  storage: CacheStorage;
  store: Store;
  /** The scopes that are read with these settings. */
  scopesOf: (settings: Settings | undefined) => string[];
  /** The keys of start pages, the latest first. */
  starts: readonly string[];
  /** Whether a write waits for the refill, or it took too long. */
  shouldStop: () => boolean;
}

export interface Refilled {
  starts: HotFacts['starts'];
  /** The keys that were copied, or were found not to be copied. */
  known: Set<string>;
}

const isSmall = (entry: PageEntry): boolean => wasUsed(entry) && entry.size <= LIMITS.body;

/** The start pages that this visitor can be shown, in their order. */
const startPages = async (store: Store, scopes: string[], starts: readonly string[]): Promise<PageEntry[]> =>
  (await store.getMany(starts)).flatMap(({ entry }) =>
    entry?.kind === 'page' && scopes.includes(entry.scope) ? [entry] : [],
  );

/** The start pages, then those that were used last. */
async function candidatesOf(
  store: Store,
  scopes: string[],
  started: readonly PageEntry[],
): Promise<PageEntry[]> {
  const recent = await Promise.all(scopes.map((scope) => store.recent(scope, LIMITS.pages)));
  const known = new Set(started.map(({ key }) => key));
  const others = recent.flat().filter(({ key }) => !known.has(key));
  others.sort((a, b) => b.usedAt - a.usedAt);
  return [...started, ...others];
}

/** Those of the pages that are copied: the first ones, within the limits. */
function choose(pages: readonly PageEntry[]): PageEntry[] {
  let bytes = 0;
  const fits = ({ size }: PageEntry): boolean => {
    if (bytes + size > LIMITS.bytes) return false;
    bytes += size;
    return true;
  };
  return pages.filter(isSmall).slice(0, LIMITS.pages).filter(fits);
}

/** The entries of the pages, and those that are read on the way to them. Invalidated pages are left to the database. */
async function entriesOf(store: Store, pages: readonly PageEntry[]): Promise<Entry[]> {
  const keys = pages.flatMap(({ key, scope, url }) => [keyOf(scope, url), searchKeyOf(scope, url), key]);
  const found = await store.getMany([...new Set(keys)]);
  return found.flatMap(({ entry, invalidated }) => (entry && !invalidated ? [entry] : []));
}

/** Copies an entry, unless there is a copy of it as it is. Deletes the copy of one that can't be copied. */
async function copy(store: Store, cache: Cache, entry: Entry): Promise<void> {
  const url = copyUrl(entry.key);
  if (isCopyOf(await cache.match(url), entry)) return;
  const { body } = await store.get(entry.key);
  if (!isCopyable({ entry, body })) await cache.delete(url);
  else await cache.put(url, encodeCopy({ entry, body }));
}

/**
 * Call it while holding the lock for this worker alone: the database stays as it is then. The cache is opened before the
 * database is read: if a write without the lock deletes the cache, the copies are written into what is no cache any
 * more. The refill may end early: what it has copied is right.
 * @returns undefined if it had to stop
 */
export async function refill(options: RefillOptions): Promise<Refilled | undefined> {
  const { storage, store, scopesOf, shouldStop } = options;
  const cache = await storage.open(HOT_CACHE);
  const [settings, keys, [first]] = await Promise.all([
    store.state('settings'),
    store.keys(LIMITS.keys + 1),
    store.getMany(['']),
  ]);
  const scopes = scopesOf(settings);
  const started = await startPages(store, scopes, options.starts.slice(0, LIMITS.starts));
  const candidates = await candidatesOf(store, scopes, started);
  const entries = await entriesOf(store, choose(candidates));
  if (shouldStop()) return undefined;
  const urls = new Set([factsUrl(), ...entries.map(({ key }) => copyUrl(key))]);
  for (const { url } of await cache.keys()) if (!urls.has(url)) await cache.delete(url);
  for (const entry of entries) {
    if (shouldStop()) return undefined;
    await copy(store, cache, entry);
  }
  const stored = keys.length > LIMITS.keys ? undefined : keys.map(hashKey);
  const facts: HotFacts = {
    settings,
    fence: first?.fence ?? NaN,
    stored,
    starts: started.map(({ key }) => key),
  };
  // A damaged database may have no number: `decodeFacts` refuses these facts.
  if (shouldStop()) return undefined;
  await cache.put(factsUrl(), encodeFacts(facts));
  return { starts: facts.starts, known: new Set([...candidates, ...entries].map(({ key }) => key)) };
}
