/** Stores pages before anybody asks for them. */
import type { PageEntry } from '../../core/cache/entry.js';
import { freshnessOf, isAhead } from '../../core/cache/freshness.js';
import { keyOf } from '../../core/cache/key.js';
import { askedBy } from '../../core/http/vary.js';
import type { PrefetchResult } from '../../shared/messages.js';
import type { CommandContext } from '../lookup/routes.js';
import { fetchCollapsed } from './request-collapsing.js';
import { lookUp, targetOf } from '../lookup/target.js';

/** How many pages are asked for at once. */
const PREFETCH_CONCURRENCY = 6;

type PrefetchOutcome = PrefetchResult['outcome'];

async function prefetchOne(
  { context, routes, event }: CommandContext,
  url: string,
  variant?: PageEntry,
): Promise<PrefetchOutcome> {
  const found = routes.find(url);
  // What no route takes may be no URL at all.
  if (!found) return 'not-stored';
  const headers = new Headers({ accept: 'text/html' });
  const asked = variant?.key.slice(keyOf(variant.scope, variant.url).length) ?? '';
  for (const [name, value] of askedBy(asked)) headers.set(name, value);
  const own = await targetOf(context, found, new Request(url, { headers }));
  if (own.bypass) return 'not-stored';
  // That it is asked for as it was is nobody's visit.
  const target = { ...own, flight: variant?.key, usedAt: variant?.usedAt };
  const stored = await lookUp(context, target);
  // A page that is not everyone's is not asked for as nobody (rule 19).
  if (stored.entry?.kind === 'pass' && isAhead(stored.entry.until, context.now())) return 'not-stored';
  if (stored.body && freshnessOf(stored.entry, context.now(), stored.invalidated) === 'fresh') return 'fresh';
  const outcome = await fetchCollapsed(context, event, target, stored).flight.settled;
  return outcome.page ? 'stored' : outcome.kind === 'failed' ? 'failed' : 'not-stored';
}

/** @param variants what is stored of each, where it is to be asked for as that was */
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
