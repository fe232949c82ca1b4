/** Prefetches pages: stores them before a visitor requests them. */
import type { PageEntry } from '../../core/cache/entry.js';
import { freshnessOf, isAhead } from '../../core/cache/freshness.js';
import { keyOf } from '../../core/cache/key.js';
import { isActionUrl } from '../../core/http/request-kind.js';
import { askedBy } from '../../core/http/vary.js';
import type { PrefetchResult } from '../../shared/messages.js';
import type { CommandContext } from '../lookup/routes.js';
import { fetchCollapsed } from './request-collapsing.js';
import { targetOf } from '../lookup/target.js';
import { lookUp } from '../lookup/lookup.js';

const PREFETCH_CONCURRENCY = 6;

type PrefetchOutcome = PrefetchResult['outcome'];

async function prefetchOne(
  { context, routes, event }: CommandContext,
  url: string,
  variant?: PageEntry,
): Promise<PrefetchOutcome> {
  const matched = routes.find(url);
  // Nobody has clicked: an anonymous request would act all the same.
  if (!matched || isActionUrl(new URL(url))) return 'not-stored';
  const headers = new Headers({ accept: 'text/html' });
  const variantSuffix = variant?.key.slice(keyOf(variant.scope, variant.url).length) ?? '';
  for (const [name, value] of askedBy(variantSuffix)) headers.set(name, value);
  const page = await targetOf(context, matched, new Request(url, { headers }));
  if (page.bypass) return 'not-stored';
  // Regenerating a variant is not a visit: `usedAt` stays.
  const target = { ...page, collapseKey: variant?.key, usedAt: variant?.usedAt };
  const stored = await lookUp(context, target);
  // A personal page is not requested anonymously (rule 19).
  if (stored.entry?.kind === 'pass' && isAhead(stored.entry.until, context.now())) return 'not-stored';
  if (stored.body && freshnessOf(stored.entry, context.now(), stored.invalidated) === 'fresh') return 'fresh';
  const outcome = await fetchCollapsed(context, event, target, stored).inFlight.settled;
  return outcome.page ? 'stored' : outcome.kind === 'failed' ? 'failed' : 'not-stored';
}

/** @param variants the stored variant of each URL; it is requested again with the headers that it varies by */
export async function prefetch(
  command: CommandContext,
  urls: readonly string[],
  variants: readonly PageEntry[] = [],
): Promise<PrefetchResult[]> {
  const results: PrefetchResult[] = [];
  const queue = urls.entries();
  const work = async (): Promise<void> => {
    for (const [at, url] of queue)
      results[at] = {
        url,
        outcome: await prefetchOne(command, url, variants[at]).catch(() => 'failed' as const),
      };
  };
  await Promise.all(Array.from({ length: PREFETCH_CONCURRENCY }, work));
  return results;
}
