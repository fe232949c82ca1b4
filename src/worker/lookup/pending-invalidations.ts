/** Invalidations that could not be written. Lookups obey them, and they are written before the next lookup. */
import type { Context } from '../runtime/context.js';
import { perWorker } from '../runtime/worker-state.js';

/** The names of the invalidation marks. */
export const pendingInvalidations = perWorker(() => new Set<string>());

/** Writes the pending marks. If the store fails, the error is reported and the marks stay pending. */
export async function writePendingInvalidations(context: Context): Promise<void> {
  const pending = pendingInvalidations(context);
  const names = [...pending];
  if (!names.length) return;
  const isWritten = await context
    .use((store) => store.invalidate(names, 'hard'))
    .then(() => true, context.report);
  if (isWritten) for (const name of names) pending.delete(name);
}
