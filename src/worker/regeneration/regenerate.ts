/** Regenerates a page behind the visitor's back: once for each key, over all workers (rule 7). */
import type { PageEntry } from '../../core/cache/entry.js';
import { isAhead } from '../../core/cache/freshness.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { fetchCollapsed } from './request-collapsing.js';
import { lookUp, type Target } from '../lookup/target.js';
import { type Lookup, type StoredPage } from '../../core/cache/entry.js';
import { fetchAsVisitor } from './own-request.js';
import { sleep } from '../runtime/timers.js';

/** Milliseconds that a background job may take: the browser ends it not much later. */
const REGENERATION_TIMEOUT_MS = 25_000;

/** Milliseconds in which the page that was served loads, before its successor takes of the same processor and network. */
const REGENERATE_DELAY_MS = 100;

/** Starts the regeneration of a stale page, unless it is under way. Never fails. */
export function regenerate(context: Context, event: Extendable, target: Target, entry: PageEntry): void {
  const { now, report, usage } = context;
  const work = async (): Promise<void> => {
    // Between the moment it was read and now the page may have been regenerated, or that may have failed.
    const page = await lookUp(context, target);
    if (!page.body || isAhead(page.entry.retryAt, now())) return;
    if (page.entry.requestedAt > entry.requestedAt && !page.invalidated) return;
    const { kind } = await fetchCollapsed(context, event, target, page, {
      timeoutMs: REGENERATION_TIMEOUT_MS,
    }).flight.settled;
    usage.note(event, target.route.name, kind === 'failed' ? 'failures' : 'regenerations');
  };
  // Two workers can run at once while one replaces the other. A lock that is taken means that it is under way.
  const options = { ifAvailable: true };
  event.waitUntil(
    sleep(REGENERATE_DELAY_MS)
      .then(() => navigator.locks.request(`isr:${entry.key}`, options, (lock) => lock && work()))
      .catch(report),
  );
}

/** Compares the page that was served with the visitor's own, behind the hit (rule 36). Never fails. */
export function regenerateAsVisitor(
  context: Context,
  event: FetchEvent,
  target: Target,
  page: Lookup & StoredPage,
): void {
  const work = async (): Promise<void> => {
    await sleep(REGENERATE_DELAY_MS);
    const { response } = await fetchAsVisitor(context, event, target, page, { isBehind: true }).answer;
    // Nobody reads it; what is stored is read from its copy.
    await response?.body?.cancel();
  };
  event.waitUntil(work().catch(context.report));
}
