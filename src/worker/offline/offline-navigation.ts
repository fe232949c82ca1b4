/** Offline, a page's part or data that a client router asks for can't be had, yet the page itself may be stored. */
import { isFragment, isPrefetch, pageOfDataUrl } from '../../core/http/request-kind.js';
import type { Context } from '../runtime/context.js';
import { inDeployment, keptDeployments } from '../deployments/deployments.js';
import type { Routes } from '../router.js';
import { lookUp, targetOf } from '../lookup/target.js';

/** Whether a script asks for a part or the data of a page while there is no network. Online nothing of that is taken. */
export const wantsPart = ({ online }: Context, url: URL, { headers }: Request): boolean =>
  !online() && isFragment(url, headers) && !isPrefetch(headers);

/** The URLs that the page may have: the data of frameworks does not always tell of a trailing slash. */
function pagesOf(given: string): string[] {
  const page = pageOfDataUrl(new URL(given));
  if (page === undefined) return [given];
  return [page, page.replace(/\/?(?=\?|$)/, '/')].map((path) => location.origin + path);
}

/** Whether a visit to the page would show it, in whichever deployment. */
async function isStored(context: Context, find: Routes['find'], url: string): Promise<boolean> {
  const found = find(url);
  const target =
    found && (await targetOf(context, found, new Request(url, { headers: { accept: 'text/html' } })));
  if (!target || target.bypass) return false;
  for (const id of await keptDeployments(context)) {
    const { entry, body } = await lookUp(context, inDeployment(target, id));
    if (body && entry.status === 200) return true;
  }
  return false;
}

/** Tries the network. Where that fails and the page is stored, the client that asked is told to go there. */
export async function answerPart(
  context: Context,
  find: Routes['find'],
  { request, clientId }: FetchEvent,
): Promise<Response> {
  try {
    return await context.fetch(request);
  } catch {
    for (const url of pagesOf(request.url))
      if (await isStored(context, find, url).catch(context.report)) {
        context.notifier.tell('offline', { url, navigate: true }, ({ id }) => id === clientId);
        break;
      }
    return Response.error();
  }
}
