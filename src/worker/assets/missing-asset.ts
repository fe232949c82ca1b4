/** Refreshes stored pages whose style or script is missing on the server (rule 32). */
import type { Context } from '../runtime/context.js';
import { inDeployment } from '../deployments/deployments.js';
import type { MatchedRoute } from '../../config/match.js';
import { regenerate } from '../regeneration/regenerate.js';
import type { Routes } from '../lookup/routes.js';
import { targetOf, urlFor } from '../lookup/target.js';
import { lookUp } from '../lookup/lookup.js';

declare const self: ServiceWorkerGlobalScope;

/** Each missing file is handled once while the worker runs. */
export interface RefreshState {
  /** Whether a client's page is stored, by client ID. */
  readonly pages: Map<string, Promise<boolean>>;
  /** `<page URL> <asset URL>` of each missing asset that was handled. */
  readonly handled: Set<string>;
}

/** Deployment IDs: the client's, and the active one. */
interface Deployments {
  readonly ownDeployment: string;
  readonly activeDeployment: string;
}

/**
 * Expires the stored page, so that visits ask the origin first, and regenerates it. The page of an older deployment is
 * left as it is: the regenerated page would be of the active one.
 * @returns whether the page is stored
 */
async function replace(
  context: Context,
  event: FetchEvent,
  { matched, url, ownDeployment, activeDeployment }: Deployments & { matched: MatchedRoute; url: string },
): Promise<boolean> {
  const request = new Request(url, { headers: { accept: 'text/html' } });
  const target = inDeployment(await targetOf(context, matched, request), ownDeployment);
  const { entry, body } = await lookUp(context, target);
  if (body && ownDeployment === activeDeployment) {
    await context.use((store) => store.updateMetadata({ ...entry, revalidate: 0, expire: 0 }));
    regenerate(context, event, target, entry);
  }
  return !!body;
}

/**
 * Replaces the stored page of the event's client. If a script is missing, the client is told to reload, but only if its
 * page is stored: any other page may show something else after a reload.
 */
export async function refreshPageWithMissingAsset(
  context: Context,
  event: FetchEvent,
  find: Routes['find'],
  { pages, handled, ...deployments }: Deployments & RefreshState,
): Promise<void> {
  const { id = '', url = '' } = (await self.clients.get(event.clientId)) ?? {};
  const name = `${url} ${event.request.url}`;
  const matched = find(url);
  if (!matched || handled.has(name)) return;
  handled.add(name);
  const replaced = pages.get(id) ?? replace(context, event, { matched, url, ...deployments });
  pages.set(id, replaced);
  if ((await replaced) && event.request.destination === 'script')
    context.notifier.tell(
      'reload',
      { url: urlFor(context, matched.route, url) },
      (client) => client.id === id,
    );
}
