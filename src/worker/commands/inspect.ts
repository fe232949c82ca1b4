/** The commands `pages` and `stats`: the stored pages, and counts of their use. */
import { ageOf, freshnessOf } from '../../core/cache/freshness.js';
import { deploymentOf } from '../../core/cache/key.js';
import type { Commands, PageList, Stats } from '../../shared/messages.js';
import { sumOf } from '../../storage/store.js';
import type { Context } from '../runtime/context.js';
import { ownScopes } from '../lookup/target.js';

/** The pages of everyone and of the user, newest first. The cursor is a rank and a key; the client treats it as opaque. */
export async function pages(
  context: Context,
  { limit = 50, after }: Commands['pages']['params'],
): Promise<PageList> {
  const { use, now } = context;
  const from = after === undefined ? undefined : (JSON.parse(after) as [number, string]);
  const lists = await Promise.all(
    (await ownScopes(context)).map((scope) => use((store) => store.recent(scope, limit + 1, from))),
  );
  const all = lists.flat().sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  const last = all[limit - 1];
  const listed = all.slice(0, limit);
  const invalidated = await use((store) => store.invalidated(listed));
  return {
    pages: listed.map((entry, at) => ({
      url: entry.url,
      title: entry.title || new URL(entry.url).pathname,
      state: freshnessOf(entry, now(), invalidated[at]),
      age: ageOf(entry, now()),
      size: entry.size,
      status: entry.status,
      tags: [...entry.tags],
      deployment: deploymentOf(entry.scope),
      lastUsedAt: entry.usedAt,
    })),
    ...(last && all[limit] && { next: JSON.stringify([last.rank, last.key]) }),
  };
}

export async function stats({ use }: Context): Promise<Stats> {
  const [routes = {}, { entries, bytes } = { entries: 0, bytes: 0 }] = await use((store) =>
    Promise.all([store.state('counts'), store.state('totals')]),
  );
  return { ...sumOf(Object.values(routes)), entries, bytes, routes };
}
