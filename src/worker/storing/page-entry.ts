/** What is noted of a page: how long it lives, what it is tagged with, and what it is called. */
import type { ResolvedRoute } from '../../config/resolve.js';
import type { PageEntry } from '../../core/cache/entry.js';
import type { HeaderSource } from '../../core/http/headers.js';
import { initialAgeOf } from '../../core/cache/freshness.js';
import { UNSHOWN } from '../../core/cache/generation.js';
import { charsetOf, titleOf } from '../../core/http/html.js';
import { tagsOf } from '../../core/cache/tags.js';
import { hashOf } from '../runtime/hash.js';
import type { OriginAnswer } from '../origin/fetch-origin.js';
import { variantKey, type Target } from '../lookup/target.js';

/** The start of a page as text: long enough for a title behind styles, in UTF-8 unless the page says something else. */
function startOf(headers: Headers, body: ArrayBuffer): string {
  const text = (size: number, label?: string): string => new TextDecoder(label).decode(body.slice(0, size));
  try {
    return text(65_536, charsetOf(headers.get('content-type'), text(1024)));
  } catch {
    // No browser knows that label.
    return text(65_536);
  }
}

/** The tags of a page with these headers: the route's, and those that they name (rule 4). */
export function tagsFor({ route: { tags }, url, params }: Target, headers: HeaderSource): string[] {
  return tagsOf(typeof tags === 'function' ? tags({ url: new URL(url), params }) : tags, headers);
}

/** What an answer with these headers says of the age of a page, and those of the page of its lifetime. */
export const freshnessFields = (
  route: ResolvedRoute,
  { status, headers }: { status: number; headers: HeaderSource },
  answered: HeaderSource,
  { requestedAt, fence }: Pick<OriginAnswer, 'requestedAt' | 'fence'>,
) => ({
  requestedAt,
  fence,
  initialAge: initialAgeOf(answered),
  ...route.policy.lifetime(route, status, headers, requestedAt),
  failures: 0,
  retryAt: 0,
});

/** The entry of a page that was just read. @param now in milliseconds since the epoch: when it is used, where that is not known */
export async function entryOf(
  target: Target,
  { status, headers }: Response,
  body: ArrayBuffer,
  names: readonly string[],
  asked: Pick<OriginAnswer, 'requestedAt' | 'fence'> & Pick<PageEntry, 'generation' | 'ways'>,
  now: number,
): Promise<PageEntry> {
  const { route, url, scope, usedAt = now } = target;
  return {
    kind: 'page',
    key: variantKey(target, names),
    scope,
    url,
    status,
    headers: route.policy.storedHeaders([...headers]),
    ...freshnessFields(route, { status, headers }, headers, asked),
    generation: asked.generation ?? UNSHOWN,
    ways: asked.ways,
    tags: tagsFor(target, headers),
    hash: await hashOf(body),
    title: titleOf(startOf(headers, body)),
    size: body.byteLength,
    usedAt,
    rank: -usedAt,
    priority: status !== 200 ? -1 : route.pinned ? 1 : 0,
  };
}
