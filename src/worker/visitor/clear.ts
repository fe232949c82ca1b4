/** Clears pages and assets: by `clear()` and `clearUser()`, or by a response with `Clear-Site-Data` (rule 26). */
import { scopeOf } from '../../core/cache/key.js';
import type { Context } from '../runtime/context.js';
import { keptDeployments } from '../deployments/deployments.js';
import { extensionPoint } from '../runtime/worker-state.js';

const CLEAR_TIMEOUT_MS = 10_000;

/** Waits for all promises, then rejects with the first rejection. */
export async function allOf(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

/** Deletes all stored assets. Provided if the config stores assets. */
export const clearAssets = extensionPoint<(context: Context) => Promise<void>>();

/** Deletes a user's pages that origin mode stored in a deployment. */
export const clearOwnPages = extensionPoint<(context: Context, deployment: string) => Promise<void>>();

/**
 * Deletes everything that may be a user's: the pages stored for them, all assets, and `private` pages of origin mode
 * (rules 22 and 25). Answers to earlier requests are not stored.
 */
async function clearUserPages(context: Context, user: string | undefined): Promise<void> {
  const { use, clears } = context;
  clears.generation += 1;
  const ids = await keptDeployments(context);
  const deletePages = (id: string): Promise<void> =>
    use((store) => store.deletePrefix(`${scopeOf(id, user ?? '')}\n`), CLEAR_TIMEOUT_MS);
  await allOf([
    ...(user ? ids.map(deletePages) : []),
    ...ids.map((id) => clearOwnPages.of(context)?.(context, id) ?? Promise.resolve()),
    clearAssets.of(context)?.(context) ?? Promise.resolve(),
  ]);
}

/**
 * Deletes the user's pages and unsets the user. Pages are deleted first, since that works on a full disk and makes room
 * for the settings. They are deleted again at the end: a page may have been stored before the user was unset.
 */
export async function clearUser(context: Context): Promise<void> {
  let { user } = await context.settings();
  const errors: unknown[] = [];
  const note = (error: unknown): void => void errors.push(error);
  await clearUserPages(context, user).catch(note);
  await context
    .changeSettings((stored) => {
      user ??= stored.user;
      return { user: undefined, epoch: (stored.epoch ?? 0) + 1 };
    })
    .catch(note);
  await clearUserPages(context, user).catch(note);
  if (errors.length) throw errors[0];
}

/** Deletes all pages and assets, and restarts warming. Answers to earlier requests are not stored. */
export async function clearStore(context: Context): Promise<void> {
  const { use, clears, hotTier } = context;
  clears.generation += 1;
  const ids = await keptDeployments(context);
  await allOf([
    hotTier.drop(clears.isOver),
    use((store) => store.clear(), CLEAR_TIMEOUT_MS),
    ...ids.map((id) => use((store) => store.setState(`${id}\nprogress`, undefined))),
    clearAssets.of(context)?.(context) ?? Promise.resolve(),
  ]);
}
