/** Pages that ask for a style or a script which is no longer there (rule 32). */
import type { Context } from '../runtime/context.js';
import { inDeployment } from '../deployments/deployments.js';
import type { MatchedRoute } from '../lookup/match.js';
import { regenerate } from '../regeneration/regenerate.js';
import type { Routes } from '../lookup/routes.js';
import { lookUp, targetOf, urlFor } from '../lookup/target.js';

declare const self: ServiceWorkerGlobalScope;

/** What was done already: what is gone for good costs no more than once, as long as the worker runs. */
export interface Mended {
  /** Whether the page of a client is a stored one, by the client's ID. */
  readonly pages: Map<string, Promise<boolean>>;
  /** Pages with a file that they miss. */
  readonly told: Set<string>;
}

/** The deployment that the client was loaded with, and the active one. */
interface Deployments {
  readonly own: string;
  readonly active: string;
}

/**
 * Regenerates the stored page at once, and makes others ask the origin first until then; not for a tab of an older
 * deployment, which shows another page. Returns whether the tab's page is a stored one.
 */
async function replace(
  context: Context,
  event: FetchEvent,
  { found, url, own, active }: Deployments & { found: MatchedRoute; url: string },
): Promise<boolean> {
  const request = new Request(url, { headers: { accept: 'text/html' } });
  const target = inDeployment(await targetOf(context, found, request), own);
  const { entry, body } = await lookUp(context, target);
  if (body && own === active) {
    await context.use((store) => store.updateMetadata({ ...entry, revalidate: 0, expire: 0 }));
    regenerate(context, event, target, entry);
  }
  return !!body;
}

/**
 * Replaces the stored page of the event's client, and tells that client where what is gone is a script: what is stored
 * now needs another one. Of a page that is not stored nothing is said, as it may be another one when it is asked again.
 */
export async function refreshPageWithMissingAsset(
  context: Context,
  event: FetchEvent,
  find: Routes['find'],
  { pages, told, ...deployments }: Deployments & Mended,
): Promise<void> {
  const { id = '', url = '' } = (await self.clients.get(event.clientId)) ?? {};
  const name = `${url} ${event.request.url}`;
  const found = find(url);
  if (!found || told.has(name)) return;
  told.add(name);
  const replaced = pages.get(id) ?? replace(context, event, { found, url, ...deployments });
  pages.set(id, replaced);
  if ((await replaced) && event.request.destination === 'script')
    context.notifier.tell('reload', { url: urlFor(context, found.route, url) }, (client) => client.id === id);
}
