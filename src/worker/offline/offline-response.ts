/** What is shown where neither the origin nor the store has the page (rules 13, 14 and 32). */
import type { PageEntry } from '../../core/cache/entry.js';
import { ageOf } from '../../core/cache/freshness.js';
import { isHtml } from '../../core/http/html.js';
import { deploymentOf } from '../../core/cache/key.js';
import type { Resource } from '../../storage/store.js';
import type { Context } from '../runtime/context.js';
import { inDeployment, keptDeployments } from '../deployments/deployments.js';
import { extensionPoint } from '../runtime/worker-state.js';
import type { offlinePage } from './templates/offline.js';
import { resource } from '../deployments/resources.js';
import { fromStore, headersOf, HTML, withSigns } from '../runtime/response.js';
import { lookUp, ownScopes, type Target } from '../lookup/target.js';

/** The built-in offline page, where the config names none. */
export const offlineTemplate = extensionPoint<typeof offlinePage>();

/** How many pages the offline page lists. */
const LISTED = 500;

/** The page as an older deployment had it: better than none, as long as there is no network. */
async function fromOlderDeployment(context: Context, target: Target): Promise<Response | undefined> {
  for (const id of (await keptDeployments(context)).slice(1)) {
    const found = await lookUp(context, inDeployment(target, id));
    if (found.body) return fromStore(context, found, 'offline');
  }
  return undefined;
}

/** What a visit would show where there is no network, the latest used first; each URL by its newest deployment. */
async function readable(context: Context): Promise<PageEntry[]> {
  const shown = new Map<string, PageEntry>();
  for (const id of await keptDeployments(context)) {
    const lists = (await ownScopes(context, id)).map((scope) =>
      context.use((store) => store.recent(scope, LISTED)),
    );
    const found = (await Promise.all(lists)).flat().sort((a, b) => a.rank - b.rank);
    for (const page of found) if (!shown.has(page.url)) shown.set(page.url, page);
  }
  return [...shown.values()]
    .filter(({ status, headers }) => status === 200 && isHtml(new Map(headers).get('content-type')))
    .slice(0, LISTED);
}

/** The built-in page, with the pages that can be read: none in draft mode (rule 27). */
async function builtIn(context: Context, { url, bypass }: Target): Promise<Resource | undefined> {
  const offlinePage = offlineTemplate.of(context);
  if (!offlinePage) return undefined;
  const { now, online } = context;
  const listed = bypass === 'draft' ? [] : await readable(context).catch(() => []);
  const pages = listed.map((entry) => ({
    url: entry.url,
    title: entry.title,
    age: ageOf(entry, now()),
  }));
  const nonce = crypto.randomUUID();
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'`;
  return {
    body: offlinePage({ url, pages, nonce, reason: online() ? 'unreachable' : 'offline' }),
    headers: [...HTML, ['content-security-policy', policy], ['cache-control', 'no-store']],
  };
}

/**
 * Answers a navigation for which there is nothing else, with status 503: with the site's own offline page, where it
 * could be stored, or the built-in one.
 */
export async function offlineResponse(context: Context, target: Target): Promise<Response> {
  const older =
    target.bypass !== 'draft' && (await fromOlderDeployment(context, target).catch(context.report));
  if (older) return older;
  const { body, headers } = (await resource(context, deploymentOf(target.scope), context.config.offline)) ??
    (await builtIn(context, target)) ?? { body: '<!doctype html><h1>Offline</h1>', headers: HTML };
  const response = new Response(body, { status: 503, headers: headersOf(headers) });
  return withSigns(response, { fwd: 'uri-miss', detail: 'offline' });
}
