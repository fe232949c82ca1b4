/** The built-in offline page: it names the pages that can be read (rule 13). */
import type { PageEntry } from '../../core/cache/entry.js';
import { ageOf } from '../../core/cache/freshness.js';
import { isHtml } from '../../core/http/html.js';
import type { Resource } from '../../storage/store.js';
import { keptDeployments } from '../deployments/deployments.js';
import { ownScopes, type Target } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';
import { HTML } from '../runtime/response.js';
import { offlinePage } from './templates/offline.js';

/** How many pages the offline page lists. */
const LISTED = 500;

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
export async function offlinePageFor(context: Context, { url, bypass }: Target): Promise<Resource> {
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
