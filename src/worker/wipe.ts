/** Forgets what is kept: asked for by a page, or by an answer that says that the user has logged out (rule 26). */
import { directivesOf } from '../core/cache-control.js';
import { scopeOf } from '../core/key.js';
import type { Context } from './context.js';
import { ASSETS_OF, keptDeployments } from './deployments.js';
import { headersOf } from './respond.js';

/** Milliseconds that it may take. */
const WIPE_TIME = 10_000;

/** Forgets the kept styles, scripts, fonts and images, of which a file's name does not say whose it is. */
async function wipeAssets({ use }: Context): Promise<void> {
  if (globalThis.ISR_ASSETS === false) return;
  for (const name of await caches.keys()) if (name.startsWith(ASSETS_OF)) await caches.delete(name);
  await use((store) => store.setState('assets', {}));
}

/**
 * Forgets whatever may be a user's: their own pages, where they are named, the kept files, and what the origin called
 * `private` on routes that are everyone's (rules 22 and 25). What was asked for before is not stored after.
 */
export async function wipeUser(context: Context, user: string | undefined): Promise<void> {
  const { use, wipes, config } = context;
  wipes.count += 1;
  for (const id of await keptDeployments(context)) {
    if (user) await use((store) => store.deletePrefix(`${scopeOf(id, user)}\n`), WIPE_TIME);
    if (globalThis.ISR_ORIGIN !== false)
      await use(async (store) => {
        const pages = await store.recent(scopeOf(id, ''), config.limits.maxEntries);
        const theirs = pages.filter(({ headers }) => directivesOf(headersOf(headers)).has('private'));
        await Promise.all(theirs.map(({ key }) => store.delete(key)));
      }, WIPE_TIME);
  }
  await wipeAssets(context);
}

/** Forgets all pages and assets. What was asked for before is not stored after; what is generated ahead begins anew. */
export async function wipe(context: Context): Promise<void> {
  const { use, wipes } = context;
  wipes.count += 1;
  await use((store) => store.clear(), WIPE_TIME);
  if (globalThis.ISR_WARM !== false)
    for (const id of await keptDeployments(context))
      await use((store) => store.setState(`${id}\nprogress`, undefined));
  await wipeAssets(context);
}
