/** Renews a stored page that the origin has confirmed. */
import type { PageEntry } from '../../core/cache/entry.js';
import type { StoredPage } from '../../storage/stored-page.js';
import type { Target } from '../lookup/target.js';
import type { OriginAnswer } from '../origin/fetch-origin.js';
import type { Context } from '../runtime/context.js';
import { headersOf } from '../runtime/response.js';
import { applyOriginAge } from './origin-age.js';
import { described, freshnessFields, tagsFor } from './page-entry.js';

/** The confirming response: its headers, and when and in which generation it was requested. */
interface Confirmation
  extends
    Pick<OriginAnswer, 'requestedAt' | 'fence'>,
    Partial<Pick<PageEntry, 'generation' | 'survived' | 'ways'>> {
  readonly headers: Headers;
}

/** Restarts the page's age and renews its headers (RFC 9111 §4.3.4). */
export async function refreshPage(
  context: Context,
  target: Target,
  { entry, body }: StoredPage,
  { headers: responseHeaders, ...note }: Confirmation,
): Promise<StoredPage> {
  const { route } = target;
  const { status } = entry;
  const headers = route.policy.refreshedHeaders(entry.headers, [...responseHeaders]);
  const page = { status, headers: headersOf(headers) };
  const freshness = freshnessFields(route, page, responseHeaders, note);
  const { generation = entry.generation, survived = entry.survived, ways = entry.ways } = note;
  const refreshed = {
    ...entry,
    ...described(headers, tagsFor(target, page.headers)),
    ...freshness,
    generation,
    survived,
    ways,
  };
  return context.use(async (store) => {
    const next = await applyOriginAge(context, store, refreshed, entry);
    await store.updateMetadata(next);
    return { entry: next, body };
  });
}
