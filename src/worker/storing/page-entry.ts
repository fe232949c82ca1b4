/** Builds the entry of a page: its lifetime, tags, title and hash. */
import type { ResolvedRoute } from '../../config/resolve.js';
import type { PageEntry } from '../../core/cache/entry.js';
import type { HeaderList, HeaderSource } from '../../core/http/headers.js';
import { initialAgeOf } from '../../core/cache/freshness.js';
import { UNVERIFIED } from '../../core/cache/generation.js';
import { charsetOf, titleOf } from '../../core/http/html.js';
import { tagsOf } from '../../core/cache/tags.js';
import { hashOf } from '../runtime/hash.js';
import type { OriginAnswer } from '../origin/fetch-origin.js';
import { type Target } from '../lookup/target.js';
import { variantKey } from '../lookup/lookup.js';

/** The first 64 kB of a page as text: long enough for a title after inline styles. UTF-8 unless the page declares a charset. */
function startOf(headers: Headers, body: ArrayBuffer): string {
  const text = (size: number, label?: string): string => new TextDecoder(label).decode(body.slice(0, size));
  try {
    return text(65_536, charsetOf(headers.get('content-type'), text(1024)));
  } catch {
    // The declared charset does not exist.
    return text(65_536);
  }
}

/** The tags of a page: the route's, and those in the response headers (rule 4). */
export function tagsFor({ route: { tags }, url, params }: Target, headers: HeaderSource): string[] {
  return tagsOf(typeof tags === 'function' ? tags({ url: new URL(url), params }) : tags, headers);
}

/** The headers and tags of an entry, and their bytes: header values have one byte for each character. */
export const described = (
  headers: HeaderList,
  tags: readonly string[],
): Pick<PageEntry, 'headers' | 'tags' | 'overhead'> => ({
  headers,
  tags,
  overhead: String([headers, tags]).length,
});

/**
 * The age and lifetime fields of an entry.
 * @param page status and headers as stored: they set the lifetime
 * @param responseHeaders headers of the answer itself: they set the age
 */
export const freshnessFields = (
  route: ResolvedRoute,
  { status, headers }: { status: number; headers: HeaderSource },
  responseHeaders: HeaderSource,
  { requestedAt, fence }: Pick<OriginAnswer, 'requestedAt' | 'fence'>,
) => ({
  requestedAt,
  fence,
  initialAge: initialAgeOf(responseHeaders),
  ...route.policy.lifetime(route, status, headers, requestedAt),
  failures: 0,
  retryAt: 0,
});

/** @param now milliseconds since the epoch: the last use, unless the target names one */
export async function entryOf(
  target: Target,
  { status, headers }: Response,
  body: ArrayBuffer,
  varyNames: readonly string[],
  note: Pick<OriginAnswer, 'requestedAt' | 'fence'> & Pick<PageEntry, 'generation' | 'survived' | 'ways'>,
  now: number,
): Promise<PageEntry> {
  const { route, url, scope, usedAt = now } = target;
  const storedHeaders = route.policy.storedHeaders([...headers]);
  return {
    kind: 'page',
    key: variantKey(target, varyNames),
    scope,
    url,
    status,
    ...freshnessFields(route, { status, headers }, headers, note),
    generation: note.generation ?? UNVERIFIED,
    survived: note.survived,
    ways: note.ways,
    ...described(storedHeaders, tagsFor(target, headers)),
    hash: await hashOf(body),
    title: titleOf(startOf(headers, body)),
    size: body.byteLength,
    usedAt,
    rank: -usedAt,
    priority: status !== 200 ? -1 : route.pinned ? 1 : 0,
  };
}
