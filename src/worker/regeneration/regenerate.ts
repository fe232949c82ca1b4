/** Regenerates a stale page in the background: once for each key, over all workers (rule 7). */
import type { PageEntry } from '../../core/cache/entry.js';
import { isAhead } from '../../core/cache/freshness.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { fetchCollapsed } from './request-collapsing.js';
import { type Target } from '../lookup/target.js';
import { lookUp } from '../lookup/lookup.js';
import type { Lookup, StoredPage } from '../../storage/stored-page.js';
import { fetchAsVisitor } from './visitor-request.js';
import { sleep } from '../runtime/timers.js';

/** Browsers end a background event a little later. */
const REGENERATION_TIMEOUT_MS = 25_000;

/** Lets the served page load first: a regeneration uses the same processor and network. */
const REGENERATE_DELAY_MS = 100;

/** Starts the regeneration of a stale page, unless one is in flight. Never throws. */
export function regenerate(context: Context, event: Extendable, target: Target, entry: PageEntry): void {
  const { now, report, usage } = context;
  const work = async (): Promise<void> => {
    // The page may have been regenerated since it was read, or a regeneration may have failed.
    const page = await lookUp(context, target);
    if (!page.body || isAhead(page.entry.retryAt, now())) return;
    if (page.entry.requestedAt > entry.requestedAt && !page.invalidated) return;
    const { kind } = await fetchCollapsed(context, event, target, page, {
      timeoutMs: REGENERATION_TIMEOUT_MS,
    }).inFlight.settled;
    usage.note(event, target.route.name, kind === 'failed' ? 'failures' : 'regenerations');
  };
  // Two workers can run at once while one replaces the other. If the lock is taken, the other one regenerates the page.
  const options = { ifAvailable: true };
  event.waitUntil(
    sleep(REGENERATE_DELAY_MS)
      .then(() => navigator.locks.request(`isr:${entry.key}`, options, (lock) => lock && work()))
      .catch(report),
  );
}

/** Compares the served page with the response to the visitor's own request, behind the hit (rule 36). Never throws. */
export function regenerateAsVisitor(
  context: Context,
  event: FetchEvent,
  target: Target,
  page: Lookup & StoredPage,
): void {
  const work = async (): Promise<void> => {
    await sleep(REGENERATE_DELAY_MS);
    const { response } = await fetchAsVisitor(context, event, target, page, { isBehindHit: true }).answer;
    // The comparison reads the copy.
    await response?.body?.cancel();
  };
  event.waitUntil(work().catch(context.report));
}
