/** Invalidations that could not be written yet: they count as written, and are written before the next lookup. */
import type { Context } from '../runtime/context.js';
import { perWorker } from '../runtime/worker-state.js';

/** The names of the marks. */
export const pendingInvalidations = perWorker(() => new Set<string>());

/** Writes the pending marks. Trouble with the store is reported, and leaves them pending. */
export async function writePendingInvalidations(context: Context): Promise<void> {
  const pending = pendingInvalidations(context);
  const names = [...pending];
  if (!names.length) return;
  const wrote = await context
    .use((store) => store.invalidate(names, 'hard'))
    .then(() => true, context.report);
  if (wrote) for (const name of names) pending.delete(name);
}
