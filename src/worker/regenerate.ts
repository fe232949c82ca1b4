/** Regenerates a page behind the visitor's back: once for each key, over all workers (rule 7). */
import type { PageEntry } from '../core/entry.js';
import type { Context, Lifetime } from './context.js';
import { launch } from './flights.js';
import { lookUp, type Target } from './target.js';

/** Milliseconds that a background job may take: the browser ends it not much later. */
const PATIENCE = 25_000;

/** Two workers can run at once while one replaces the other; a lock that is taken means that the other does it. */
const exclusively = (key: string, work: () => Promise<void>): Promise<void> =>
  'locks' in navigator
    ? navigator.locks.request(`isr:${key}`, { ifAvailable: true }, (lock) => (lock ? work() : undefined))
    : work();

/** Starts the regeneration of a stale page, unless it is under way. Never fails. */
export function regenerate(context: Context, event: Lifetime, target: Target, entry: PageEntry): void {
  const { regenerating, report, usage } = context;
  if (regenerating.has(entry.key)) return;
  const work = exclusively(entry.key, async () => {
    // The page may have been regenerated between the moment it was read and now.
    const now = await lookUp(context, target);
    if (now?.entry.kind !== 'page' || now.entry.requestedAt > entry.requestedAt) return;
    const outcome = await launch(context, event, target, now.entry, PATIENCE).flight.landed;
    usage.note(event, target.route.name, outcome.kind === 'failed' ? 'failures' : 'regenerations');
  })
    .catch(report)
    .finally(() => regenerating.delete(entry.key));
  regenerating.set(entry.key, work);
  event.waitUntil(work);
}
