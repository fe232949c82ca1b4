/** Deletes the `private` pages of routes with `revalidate: 'origin'` when the user is cleared (rule 22). */
import { scopeOf } from '../../core/cache/key.js';
import { directivesOf } from '../../core/http/cache-control.js';
import type { Context } from '../runtime/context.js';
import { headersOf } from '../runtime/response.js';

const CLEAR_TIMEOUT_MS = 10_000;

/** Deletes the pages of a deployment whose `Cache-Control` is `private`. */
export async function clearPrivatePages({ use, config }: Context, deployment: string): Promise<void> {
  await use(async (store) => {
    const pages = await store.recent(scopeOf(deployment, ''), config.limits.maxEntries);
    const privatePages = pages.filter(({ headers }) => directivesOf(headersOf(headers)).has('private'));
    await Promise.all(privatePages.map(({ key }) => store.delete(key)));
  }, CLEAR_TIMEOUT_MS);
}
