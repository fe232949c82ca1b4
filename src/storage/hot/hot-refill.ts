/** Copies the pages that were used last to Cache Storage, and the facts after them. */
import type { PageEntry } from '../../core/cache/entry.js';
import { keyOf, searchKeyOf } from '../../core/cache/key.js';
import { wasUsed } from '../../core/cache/warm-queue.js';
import type { Settings, Store } from '../store.js';
import { openHotCache, type OpenHotCache } from './hot-cache.js';
import {
  copyUrl,
  encodeCopy,
  encodeFacts,
  factsUrl,
  hashKey,
  isCopyable,
  type HotFacts,
} from './hot-format.js';

export const HOT_LIMITS = { pages: 20, bytes: 2e6, body: 500e3, starts: 10, keys: 2000 };

export interface RefillOptions {
  storage: CacheStorage;
  store: Store;
  /** The scopes that are read with these settings. */
  scopesOf: (settings: Settings | undefined) => string[];
  /** The keys of start pages, the latest first. */
  starts: readonly string[];
  /** Whether a write waits for the refill to end. */
  isWanted: () => boolean;
}

const isSmall = (entry: PageEntry): boolean => wasUsed(entry) && entry.size <= HOT_LIMITS.body;

/** The pages to copy, within the limits: start pages first, then those that were used last. */
async function choose(
  store: Store,
  scopes: readonly string[],
  starts: readonly string[],
): Promise<PageEntry[]> {
  const started = (await store.getMany(starts)).flatMap(({ entry }) =>
    entry?.kind === 'page' && scopes.includes(entry.scope) ? [entry] : [],
  );
  const recent = await Promise.all(scopes.map((scope) => store.recent(scope, HOT_LIMITS.pages)));
  const known = new Set(started.map(({ key }) => key));
  const others = recent.flat().filter(({ key }) => !known.has(key));
  others.sort((a, b) => b.usedAt - a.usedAt);
  let bytes = 0;
  const fits = ({ size }: PageEntry): boolean => {
    if (bytes + size > HOT_LIMITS.bytes) return false;
    bytes += size;
    return true;
  };
  return [...started, ...others].filter(isSmall).slice(0, HOT_LIMITS.pages).filter(fits);
}

/** The keys of the pages, and of the entries that are read on the way to them. */
const keysToCopy = (pages: readonly PageEntry[]): string[] => [
  ...new Set(pages.flatMap(({ key, scope, url }) => [keyOf(scope, url), searchKeyOf(scope, url), key])),
];

/** Copies an entry as it is now. An invalidated page is left to the database, which knows how it was invalidated. */
async function copy(store: Store, cache: OpenHotCache, key: string): Promise<void> {
  const { entry, body, invalidated } = await store.get(key);
  if (entry && !invalidated && isCopyable({ entry, body }))
    await cache.put(copyUrl(key), encodeCopy({ entry, body }));
}

/**
 * Call it while holding the lock for this worker alone: the database is as it is then, and a record that is there is
 * right. The cache is opened before the database is read: after a deletion, which a write without the lock makes, the
 * copies are written into what is no cache any more. Ending early leaves records that are right.
 * @returns the facts; undefined if a write waits
 */
export async function refill(options: RefillOptions): Promise<HotFacts | undefined> {
  const { storage, store, scopesOf, isWanted } = options;
  const cache = await openHotCache(storage, true);
  const [settings, keys, [first]] = await Promise.all([
    store.state('settings'),
    store.keys(HOT_LIMITS.keys + 1),
    store.getMany(['']),
  ]);
  const has = new Set(keys);
  const isWhole = keys.length <= HOT_LIMITS.keys;
  const starts = options.starts.filter((key) => has.has(key) || !isWhole).slice(0, HOT_LIMITS.starts);
  const pages = await choose(store, scopesOf(settings), starts);
  const wanted = keysToCopy(pages).filter((key) => has.has(key) || !isWhole);
  const urls = new Set([factsUrl(), ...wanted.map(copyUrl)]);
  await cache.delete([...cache.present].filter((url) => !urls.has(url)));
  for (const key of wanted) {
    if (isWanted()) return undefined;
    if (!cache.present.has(copyUrl(key))) await copy(store, cache, key);
  }
  const stored = isWhole ? keys.map(hashKey) : undefined;
  const facts: HotFacts = { settings, fence: first?.fence ?? NaN, stored, starts };
  const text = encodeFacts(facts);
  if (Number.isFinite(facts.fence) && (await cache.text(factsUrl())) !== text && !isWanted())
    await cache.put(factsUrl(), text);
  return facts;
}
