/** Writes a page and its `vary` entries in one transaction (rules 23, 25 and 33). */
import type { Entry, PageEntry } from '../../core/cache/entry.js';
import { excess } from '../../core/cache/eviction.js';
import { searchKeyOf } from '../../core/cache/key.js';
import { type QueryRule } from '../../core/http/no-vary-search.js';
import type { Context } from '../runtime/context.js';
import { applyOriginAge } from './origin-age.js';
import { isPersonal, type Target } from '../lookup/target.js';
import { variantLanguages } from '../lookup/lookup.js';

const WRITE_TIMEOUT_MS = 10_000;

export interface PageWrite {
  entry: PageEntry;
  body: ArrayBuffer;
  /** Names of the request headers that the page varies by. */
  names: readonly string[];
  /** From the page's `No-Vary-Search`. */
  search: QueryRule | undefined;
  /** `context.clears.generation` when the page was requested. */
  clearGeneration: number;
}

/**
 * Writes a page.
 * @returns false if it may no longer be stored: pages were cleared or the user changed since the request (rule 25), or a
 * newer page is stored (rule 4)
 */
export async function writePage(
  context: Context,
  target: Target,
  { entry: requestedEntry, body, names, search, clearGeneration }: PageWrite,
): Promise<boolean> {
  const { use, batchWrites, settings, clears } = context;
  const { limits } = context.config;
  const { key, scope, url, route, hasSearchRule } = target;
  const { usedAt } = requestedEntry;
  const marker = {
    kind: 'vary',
    key,
    names,
    size: 0,
    overhead: String(names).length,
    usedAt,
    priority: 0,
  } as const;
  await batchWrites?.();
  return use(async (store) => {
    const entry = await applyOriginAge(context, store, requestedEntry);
    if (!entry) return false;
    const all: Entry[] = [entry];
    if (names.length)
      all.unshift({
        ...marker,
        ...(await variantLanguages.of(context)?.note(store, target, names, entry)),
      });
    // A response without `No-Vary-Search` removes the stored rule of its path.
    if (search || hasSearchRule) all.unshift({ ...marker, key: searchKeyOf(scope, url), names: [], search });
    const { user, epoch = 0 } = isPersonal(route) ? await settings() : { user: '', epoch: target.epoch };
    // No await between this check and the start of the writes: a clear that comes later then deletes them.
    if (clearGeneration !== clears.generation || epoch !== target.epoch || !scope.endsWith(`\n${user}`))
      return false;
    const totals = await Promise.all(all.map((one) => store.put(one, one === entry ? body : undefined)));
    const last = totals.at(-1);
    if (entry.priority < 0 || (last && excess(last, limits))) await store.evict(limits);
    return true;
  }, WRITE_TIMEOUT_MS);
}
