/** Pages of routes with `revalidate: 'origin'` that are one user's: they go with the user (rule 22). */
import { scopeOf } from '../../core/cache/key.js';
import { directivesOf } from '../../core/http/cache-control.js';
import type { Context } from '../runtime/context.js';
import { headersOf } from '../runtime/response.js';

/** Milliseconds that it may take. */
const CLEAR_MS = 10_000;

/** Deletes what the origin called `private` in a deployment, on routes that are everyone's. */
export async function clearPrivatePages({ use, config }: Context, id: string): Promise<void> {
  await use(async (store) => {
    const pages = await store.recent(scopeOf(id, ''), config.limits.maxEntries);
    const theirs = pages.filter(({ headers }) => directivesOf(headersOf(headers)).has('private'));
    await Promise.all(theirs.map(({ key }) => store.delete(key)));
  }, CLEAR_MS);
}
