/** Forgets what is kept: asked for by a page, or by an answer that says that the user has logged out (rule 26). */
import { scopeOf } from '../../core/cache/key.js';
import type { Context } from '../runtime/context.js';
import { ASSETS_OF, keptDeployments } from '../deployments/deployments.js';
import { extensionPoint } from '../runtime/worker-state.js';

/** Milliseconds that it may take. */
const CLEAR_TIMEOUT_MS = 10_000;

/** Waits for all of the work, whatever becomes of its parts, and fails as the first part that did. */
async function allOf(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

/** Forgets the kept styles, scripts, fonts and images, of which a file's name does not say whose it is. */
async function clearAssets({ use, config }: Context): Promise<void> {
  if (!config.assets) return;
  const names = (await caches.keys()).filter((name) => name.startsWith(ASSETS_OF));
  await allOf([
    ...names.map((name) => caches.delete(name)),
    use((store) => store.setState('assets', undefined)),
  ]);
}

/** Deletes what a policy besides the usual one stored for a user in a deployment. */
export const clearOwnPages = extensionPoint<(context: Context, deployment: string) => Promise<void>>();

/**
 * Forgets whatever may be a user's: their own pages, where they are named, the kept files, and what the origin called
 * `private` on routes that are everyone's (rules 22 and 25). What was asked for before is not stored after.
 */
async function clearUserPages(context: Context, user: string | undefined): Promise<void> {
  const { use, wipes } = context;
  wipes.count += 1;
  const ids = await keptDeployments(context);
  const deletePages = (id: string): Promise<void> =>
    use((store) => store.deletePrefix(`${scopeOf(id, user ?? '')}\n`), CLEAR_TIMEOUT_MS);
  await allOf([
    ...(user ? ids.map(deletePages) : []),
    ...ids.map((id) => clearOwnPages.of(context)?.(context, id) ?? Promise.resolve()),
    clearAssets(context),
  ]);
}

/**
 * Forgets the user, and what is kept of them. It is deleted first: that is never refused, and makes room on a full
 * disk for the settings, which then name nobody. What was stored for the user until then is deleted last.
 */
export async function clearUser(context: Context): Promise<void> {
  let { user } = await context.settings();
  const trouble: unknown[] = [];
  const note = (error: unknown): void => void trouble.push(error);
  await clearUserPages(context, user).catch(note);
  await context
    .changeSettings((had) => {
      user ??= had.user;
      return { user: undefined, epoch: (had.epoch ?? 0) + 1 };
    })
    .catch(note);
  await clearUserPages(context, user).catch(note);
  if (trouble.length) throw trouble[0];
}

/** Forgets all pages and assets. What was asked for before is not stored after; what is generated ahead begins anew. */
export async function clearStore(context: Context): Promise<void> {
  const { use, wipes } = context;
  wipes.count += 1;
  const ids = await keptDeployments(context);
  await allOf([
    use((store) => store.clear(), CLEAR_TIMEOUT_MS),
    ...ids.map((id) => use((store) => store.setState(`${id}\nprogress`, undefined))),
    clearAssets(context),
  ]);
}
