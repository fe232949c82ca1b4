/**
 * Lists stored pages with what only the inspector shows. It does not share the code of the client's `pages()`: workers
 * without an inspector must not grow by it.
 */
import type { InspectedPage } from '../../shared/messages.js';
import { ageOf, freshnessOf } from '../../core/cache/freshness.js';
import type { PageEntry } from '../../core/cache/entry.js';
import { deploymentOf } from '../../core/cache/key.js';
import type { Mode } from '../../core/cache/invalidation.js';
import type { Routes } from '../lookup/routes.js';
import { ownScopes } from '../lookup/target.js';
import type { Context } from '../runtime/context.js';
import { pathAndQuery } from '../runtime/url.js';

export interface Part {
  /** @default 50 */
  limit?: number;
  /** The `next` of the part before. */
  after?: string;
  /** @default the active one */
  deployment?: string;
}

/** Infinity is null: it would be lost in JSON. */
const secondsOf = (seconds: number): number | null => (seconds < Infinity ? seconds : null);

function inspected(
  entry: PageEntry,
  invalidated: Mode | undefined,
  routes: Routes,
  now: number,
): InspectedPage {
  const { key, url, title, size, status, tags, scope, usedAt, revalidate, expire } = entry;
  return {
    key,
    url,
    title: title || pathAndQuery(url),
    state: freshnessOf(entry, now, invalidated),
    age: ageOf(entry, now),
    size,
    status,
    tags: [...tags],
    deployment: deploymentOf(scope),
    lastUsedAt: usedAt,
    route: routes.find(url)?.route.name ?? null,
    revalidate: secondsOf(revalidate),
    expire: secondsOf(expire),
  };
}

/** The pages of everyone and of the user, most recently used first. */
export async function listPages(
  context: Context,
  routes: Routes,
  { limit = 50, after, deployment }: Part,
): Promise<{ pages: InspectedPage[]; next?: string }> {
  const { use, now } = context;
  const from = after === undefined ? undefined : (JSON.parse(after) as [number, string]);
  const scopes = await ownScopes(context, deployment);
  const found = await Promise.all(
    scopes.map((scope) => use((store) => store.recent(scope, limit + 1, from))),
  );
  const all = found.flat().sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  const listed = all.slice(0, limit);
  const last = listed.at(-1);
  const invalidated = await use((store) => store.invalidated(listed));
  return {
    pages: listed.map((entry, at) => inspected(entry, invalidated[at], routes, now())),
    ...(last && all.length > limit && { next: JSON.stringify([last.rank, last.key]) }),
  };
}
