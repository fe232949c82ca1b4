/** Writes a page, and what it is found by (rules 23, 25 and 33). */
import type { Entry } from '../../core/cache/entry.js';
import { searchKeyOf } from '../../core/cache/key.js';
import { type QueryRule } from '../../core/http/no-vary-search.js';
import type { Context } from '../runtime/context.js';
import { applyOriginAge } from './origin-age.js';
import { isPersonal, variantLanguages, type Target } from '../lookup/target.js';
import { type StoredPage } from '../../core/cache/entry.js';

/** Milliseconds that a write may take. */
const WRITE_TIMEOUT_MS = 10_000;

/** A page to be written, and what goes with it. */
export interface Writing extends StoredPage {
  /** What it varies by. */
  names: readonly string[];
  search: QueryRule | undefined;
  /** How often pages had been wiped when it was asked for. */
  wipes: number;
}

/**
 * Writes a page. False where it may not be stored any more: pages were wiped since it was asked for, it is another
 * user's (rule 25), or it is older than what is stored (rule 4).
 */
export async function writePage(
  context: Context,
  target: Target,
  { entry: given, body, names, search, wipes: before }: Writing,
): Promise<boolean> {
  const { use, batchWrites, settings, wipes } = context;
  const { limits } = context.config;
  const { key, scope, url, route, hasSearchRule } = target;
  const { usedAt } = given;
  const marker = { kind: 'vary', key, names, size: 0, usedAt, priority: 0 } as const;
  await batchWrites?.();
  return use(async (store) => {
    const entry = await applyOriginAge(context, store, given);
    if (!entry) return false;
    const all: Entry[] = [entry];
    if (names.length)
      all.unshift({
        ...marker,
        ...(await variantLanguages.of(context)?.note(store, target, names, entry)),
      });
    // An answer without a rule takes back the one that was there.
    if (search || hasSearchRule) all.unshift({ ...marker, key: searchKeyOf(scope, url), names: [], search });
    const { user, epoch = 0 } = isPersonal(route) ? await settings() : { user: '', epoch: target.epoch };
    // Nothing is waited for from here until the writes have begun: what wipes after this deletes them.
    if (before !== wipes.count || epoch !== target.epoch || !scope.endsWith(`\n${user}`)) return false;
    const totals = await Promise.all(all.map((one) => store.put(one, one === entry ? body : undefined)));
    const { entries = 0, bytes = 0 } = totals.at(-1) ?? {};
    if (entries > limits.maxEntries || bytes > limits.maxBytes || entry.priority < 0)
      await store.evict(limits);
    return true;
  }, WRITE_TIMEOUT_MS);
}
