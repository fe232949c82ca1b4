/** Offline navigations of client routers: a part or the data of a page is not stored, but the page itself may be. */
import { isFragment, isPrefetch, pageOfDataUrl } from '../../core/http/request-kind.js';
import type { Context } from '../runtime/context.js';
import { inDeployment, keptDeployments } from '../deployments/deployments.js';
import type { Routes } from '../lookup/routes.js';
import { targetOf } from '../lookup/target.js';
import { lookUp } from '../lookup/lookup.js';

/** Whether a script requests a part or the data of a page, offline. Online, the browser makes such requests itself. */
export const wantsPart = ({ online }: Context, url: URL, { headers }: Request): boolean =>
  !online() && isFragment(url, headers) && !isPrefetch(headers);

/** The possible URLs of the page, with and without a trailing slash: data URLs do not always show it. */
function pagesOf(url: string): string[] {
  const page = pageOfDataUrl(new URL(url));
  if (page === undefined) return [url];
  return [page, page.replace(/\/?(?=\?|$)/, '/')].map((path) => location.origin + path);
}

/** Whether a visit to the page would show it, from any deployment. */
async function isStored(context: Context, find: Routes['find'], url: string): Promise<boolean> {
  const matched = find(url);
  const target =
    matched && (await targetOf(context, matched, new Request(url, { headers: { accept: 'text/html' } })));
  if (!target || target.bypass) return false;
  for (const id of await keptDeployments(context)) {
    const { entry, body } = await lookUp(context, inDeployment(target, id));
    if (body && entry.status === 200) return true;
  }
  return false;
}

/** Tries the network. If it fails and the page is stored, the client is told to navigate to the page. */
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
