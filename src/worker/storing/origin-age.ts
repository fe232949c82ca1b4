/** Handles responses that a CDN generated before an invalidation, as their `Age` shows (rule 4). */
import { retryDelay } from '../../core/cache/backoff.js';
import type { PageEntry } from '../../core/cache/entry.js';
import { generatedAt, isGeneratedBefore } from '../../core/cache/invalidation.js';
import type { Store } from '../../storage/store.js';
import type { Context } from '../runtime/context.js';

type Clock = Pick<Context, 'now' | 'random'>;

/**
 * The entry to store. If it was generated before the last invalidation, it is stale at once, and the next regeneration
 * waits as after a failure.
 * @param confirmed the entry that a 304 confirmed. Missing if the response has a body.
 * @returns undefined if the stored page was generated after the invalidation: an older page does not replace it
 */
export async function applyOriginAge(
  context: Clock,
  store: Store,
  entry: PageEntry,
  confirmed: PageEntry,
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
  confirmed?: PageEntry,
): Promise<PageEntry | undefined> {
  const { requestedAt, initialAge, revalidate } = entry;
  // A response without `Age` comes from the origin itself.
  if (!initialAge) return entry;
  const markedAt = await store.markedAt(entry);
  if (!isGeneratedBefore(markedAt, requestedAt, initialAge)) return entry;
  const stored = confirmed ?? (await store.get(entry.key)).entry;
  const page = stored?.kind === 'page' ? stored : undefined;
  if (!confirmed && page && generatedAt(page.requestedAt, page.initialAge) >= markedAt) return undefined;
  const failures = (page?.failures ?? 0) + 1;
  const retryAt = now() + retryDelay(revalidate, failures, random()) * 1000;
  return { ...entry, revalidate: 0, failures, retryAt };
}
