/** Stores pages before anybody asks for them. */
import { freshnessOf } from '../core/freshness.js';
import type { PrefetchResult } from '../protocol/messages.js';
import type { Desk } from './commands.js';
import { launch } from './flights.js';
import { lookUp, targetOf } from './target.js';

/** How many pages are asked for at once. */
const CONCURRENCY = 6;

type PrefetchOutcome = PrefetchResult['outcome'];

/** What asks for pages: part of a command's desk. */
export type Asking = Pick<Desk, 'context' | 'routes' | 'event'>;

async function prefetchOne({ context, routes, event }: Asking, url: string): Promise<PrefetchOutcome> {
  const found = routes.find(url);
  // What no route takes may be no URL at all.
  if (!found) return 'not-stored';
  const target = await targetOf(context, found, new Request(url, { headers: { accept: 'text/html' } }));
  if (target.bypass) return 'not-stored';
  const stored = await lookUp(context, target);
  if (stored.body && freshnessOf(stored.entry, context.now(), stored.invalidated) === 'fresh') return 'fresh';
  const outcome = await launch(context, event, target, stored).flight.landed;
  return outcome.page ? 'stored' : outcome.kind === 'failed' ? 'failed' : 'not-stored';
}

export async function prefetch(desk: Asking, urls: readonly string[]): Promise<PrefetchResult[]> {
  const results: PrefetchResult[] = [];
  const queue = urls.entries();
  const work = async (): Promise<void> => {
    for (const [at, url] of queue)
      results[at] = { url, outcome: await prefetchOne(desk, url).catch(() => 'failed' as const) };
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return results;
}
