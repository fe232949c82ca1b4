/** A stored page that the origin has confirmed. */
import type { PageEntry, StoredPage } from '../../core/cache/entry.js';
import type { Target } from '../lookup/target.js';
import type { OriginAnswer } from '../origin/fetch-origin.js';
import type { Context } from '../runtime/context.js';
import { headersOf } from '../runtime/response.js';
import { applyOriginAge } from './origin-age.js';
import { freshnessFields, tagsFor } from './page-entry.js';

/** What confirmed a stored page: the fields of the answer, and when and in which generation it was asked for. */
interface Confirmation
  extends Pick<OriginAnswer, 'requestedAt' | 'fence'>, Partial<Pick<PageEntry, 'generation' | 'ways'>> {
  readonly headers: Headers;
}

/** The stored page once it is confirmed: its age starts again, its headers are renewed (RFC 9111 §4.3.4). */
export async function refreshPage(
  context: Context,
  target: Target,
  { entry, body }: StoredPage,
  { headers: answered, ...asked }: Confirmation,
): Promise<StoredPage> {
  const { route } = target;
  const { status } = entry;
  const headers = route.policy.refreshedHeaders(entry.headers, [...answered]);
  const life = freshnessFields(route, { status, headers: headersOf(headers) }, answered, asked);
  const { generation = entry.generation, ways = entry.ways } = asked;
  const next = { ...entry, headers, ...life, generation, ways, tags: tagsFor(target, headersOf(headers)) };
  return context.use(async (store) => {
    const heeded = await applyOriginAge(context, store, next, entry);
    await store.updateMetadata(heeded);
    return { entry: heeded, body };
  });
}
