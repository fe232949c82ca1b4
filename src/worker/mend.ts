/** Pages that ask for a style or a script which is no longer there (rule 32). */
import type { Context } from './context.js';
import { regenerate } from './regenerate.js';
import type { Routes } from './routes.js';
import { lookUp, targetOf } from './target.js';

declare const self: ServiceWorkerGlobalScope;

/**
 * Regenerates the stored page that the event's client shows, at once, and makes others ask the origin first until then.
 * @param mended the pages, by the hashes of their bodies, for which this was done: one that comes back is left alone
 */
export async function mend(
  context: Context,
  event: FetchEvent,
  find: Routes['find'],
  mended: Set<string>,
): Promise<void> {
  const { url } = (await self.clients.get(event.clientId)) ?? {};
  const found = url && find(url);
  if (!found) return;
  const request = new Request(url, { headers: { accept: 'text/html' } });
  const target = await targetOf(context, found, request);
  const { entry, body } = await lookUp(context, target);
  if (!body || mended.has(entry.hash)) return;
  mended.add(entry.hash);
  await context.use((store) => store.amend({ ...entry, revalidate: 0, expire: 0 }));
  regenerate(context, event, target, entry);
}
