/** Answers whose `Age` says that they were generated before an invalidation: a CDN was not purged yet (rule 4). */
import { retryDelay } from '../../core/cache/backoff.js';
import type { PageEntry } from '../../core/cache/entry.js';
import { generatedAt, isGeneratedBefore } from '../../core/cache/invalidation.js';
import type { Store } from '../../storage/store.js';
import type { Context } from '../runtime/context.js';

type Clock = Pick<Context, 'now' | 'random'>;

/**
 * The entry, as it may be stored. Where its `Age` says that it was generated before the last mark on it, it is stale
 * at once, and the next regeneration waits as after a failure.
 * @param renewed the entry that a 304 confirmed; none where the answer is a page of its own
 * @returns undefined where a page is stored that was generated after that mark: an older one does not replace it
 */
export async function applyOriginAge(
  context: Clock,
  store: Store,
  entry: PageEntry,
  renewed: PageEntry,
): Promise<PageEntry>;
export async function applyOriginAge(
  context: Clock,
  store: Store,
  entry: PageEntry,
): Promise<PageEntry | undefined>;
export async function applyOriginAge(
  { now, random }: Clock,
  store: Store,
  entry: PageEntry,
  renewed?: PageEntry,
): Promise<PageEntry | undefined> {
  const { requestedAt, initialAge, revalidate } = entry;
  // Nothing is read for the answers of the origin itself.
  if (!initialAge) return entry;
  const markedAt = await store.markedAt(entry);
  if (!isGeneratedBefore(markedAt, requestedAt, initialAge)) return entry;
  const had = renewed ?? (await store.get(entry.key)).entry;
  const page = had?.kind === 'page' ? had : undefined;
  if (!renewed && page && generatedAt(page.requestedAt, page.initialAge) >= markedAt) return undefined;
  const failures = (page?.failures ?? 0) + 1;
  const retryAt = now() + retryDelay(revalidate, failures, random()) * 1000;
  return { ...entry, revalidate: 0, failures, retryAt };
}
