/** The built-in offline page: it lists the stored pages (rule 13). */
import type { PageEntry } from '../../core/cache/entry.js';
import { ageOf } from '../../core/cache/freshness.js';
import { isHtml } from '../../core/http/html.js';
import type { Resource } from '../../storage/store.js';
import { keptDeployments } from '../deployments/deployments.js';
import { ownScopes, type Target } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';
import { HTML } from '../runtime/response.js';
import { offlinePage } from './templates/offline.js';

const MAX_LISTED = 500;

/** The pages that can be read offline, the latest used first. Each URL is taken from its newest deployment. */
async function readable(context: Context): Promise<PageEntry[]> {
  const byUrl = new Map<string, PageEntry>();
  for (const id of await keptDeployments(context)) {
    const lists = (await ownScopes(context, id)).map((scope) =>
      context.use((store) => store.recent(scope, MAX_LISTED)),
    );
    const pages = (await Promise.all(lists)).flat().sort((a, b) => a.rank - b.rank);
    for (const page of pages) if (!byUrl.has(page.url)) byUrl.set(page.url, page);
  }
  return [...byUrl.values()]
    .filter(({ status, headers }) => status === 200 && isHtml(new Map(headers).get('content-type')))
    .slice(0, MAX_LISTED);
}

/** In draft mode no pages are listed (rule 27). */
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
