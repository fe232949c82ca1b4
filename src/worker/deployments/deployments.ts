/** Deployments of the site: activation, rollback and deletion (rule 32). */
import { failure } from '../../shared/errors.js';
import { textOf } from '../../core/http/headers.js';
import { deploymentOf, keyOf } from '../../core/cache/key.js';
import type { DeploymentInfo } from '../../shared/messages.js';
import type { Settings } from '../../storage/store.js';
import type { Context } from '../runtime/context.js';
import { inTime } from '../runtime/timers.js';
import { storeResources } from './resources.js';
import { activeDeployment, type Target } from '../lookup/target.js';

/** Prefix of the name of a deployment's asset cache; the deployment's ID follows. */
export const ASSETS_OF = 'sw-isr-assets:';

/** The next `reconcile` continues if deleting takes longer. */
const DELETE_TIMEOUT_MS = 25_000;

/** The active deployment, then the other kept ones, the latest activated first. */
export async function keptDeployments(context: Context): Promise<string[]> {
  const settings = await context.settings();
  return [...new Set([activeDeployment(context, settings), ...settings.deployments])];
}

/**
 * Activates a deployment with one durable write, so that all reads switch at once. A new deployment starts empty. Open
 * tabs stay on the deployment that they were loaded with.
 * @param by the worker whose own deployment it is
 */
export async function activateDeployment(
  context: Context,
  to: string,
  by: Pick<Settings, 'worker'> = {},
): Promise<void> {
  const { activations, settings, changeSettings, notifier, now } = context;
  activations.generation += 1;
  const { deployment: from = null, worker } = await settings();
  if (from === to && (by.worker ?? worker) === worker) return;
  const open = await context.tabs();
  const at = now();
  await changeSettings((stored) => {
    const deployments = [...new Set([to, ...stored.deployments])];
    return {
      ...by,
      deployment: to,
      deployments,
      activatedAt: Object.fromEntries(
        deployments.map((id) => [id, id === to ? at : stored.activatedAt?.[id]]),
      ),
      gone: stored.gone?.filter((id) => id !== to),
      tabs: Object.fromEntries(open.map((id) => [id, stored.tabs?.[id] ?? stored.deployment])),
    };
  });
  if (from !== to) notifier.tell('deployment', { from, to });
}

/** Activates the worker's own deployment. */
export const activateOwn = (context: Context): Promise<void> => {
  const { deployment } = context.config;
  return activateDeployment(context, deployment, { worker: deployment });
};

/**
 * Activates the deployment that the response names in `ISR-Deployment`. A response to a request from before the last
 * activation activates nothing: it must not switch back.
 * @param activationGeneration `context.activations.generation` when the request was sent
 * @returns the deployment that the response names
 */
export async function obeyDeployment(
  context: Context,
  { headers, type }: Response,
  activationGeneration: number,
): Promise<string | undefined> {
  const id = textOf(headers.get('isr-deployment'));
  if (type === 'cors' || !/^\P{Cc}{1,200}$/u.test(id)) return undefined;
  const active = activeDeployment(context, await context.settings());
  if (id !== active && activationGeneration === context.activations.generation)
    await activateDeployment(context, id).catch(context.report);
  return id;
}

/** Whether the response names another deployment than the target's. */
export const isOfAnother = (named: string | undefined, { scope }: Target): named is string =>
  named !== undefined && named !== deploymentOf(scope);

/** The same page in another deployment. */
export function inDeployment(target: Target, id: string): Target {
  const scope = id + target.scope.slice(deploymentOf(target.scope).length);
  return { ...target, scope, key: keyOf(scope, target.url) };
}

export async function listDeployments(context: Context): Promise<DeploymentInfo[]> {
  const { activatedAt } = await context.settings();
  const ids = await keptDeployments(context);
  return ids.map((id, at) => ({ id, active: !at, activatedAt: activatedAt?.[id] ?? 0 }));
}

/** Activates a kept deployment again. Its pages are those that were stored for it. */
export async function rollback(context: Context, id: string): Promise<void> {
  const kept = await keptDeployments(context);
  if (!kept.includes(id))
    throw failure(
      'bad-request',
      `roll back to "${id}"`,
      `kept are "${kept.join('", "')}"`,
      'Name one of these',
    );
  await activateDeployment(context, id);
}

/** Marks the deployments beyond `keepDeployments` for deletion, except those of open tabs. */
async function scheduleDeletion({ config, tabs: open, settings, changeSettings }: Context): Promise<void> {
  const { deployments, tabs } = await settings();
  const surplus = deployments.slice(config.keepDeployments);
  if (!surplus.length) return;
  const used = (await open()).map((id) => tabs?.[id]);
  const unused = surplus.filter((id) => !used.includes(id));
  if (unused.length)
    await changeSettings((stored) => {
      const isKept = (id: string): boolean => id === stored.deployment || !unused.includes(id);
      return {
        deployments: stored.deployments.filter(isKept),
        gone: [...(stored.gone ?? []), ...stored.deployments.filter((id) => !isKept(id))],
      };
    });
}

/** Deletes the marked deployments. A mark is removed after its deployment, so that the next `reconcile` continues after a stop. */
async function deleteExpired(context: Context): Promise<void> {
  const { use, settings, changeSettings, report } = context;
  await scheduleDeletion(context);
  for (const deleted of (await settings()).gone ?? []) {
    // It may have been activated again.
    if (!(await settings()).gone?.includes(deleted)) continue;
    await use((store) => store.deletePrefix(`${deleted}\n`), DELETE_TIMEOUT_MS);
    if ((await inTime(caches.delete(ASSETS_OF + deleted), DELETE_TIMEOUT_MS)) === undefined) {
      const why = 'Cache Storage did not answer in time';
      report(failure('storage', `delete the files of deployment "${deleted}"`, why, 'A later start goes on'));
      continue;
    }
    await changeSettings((stored) => ({ gone: stored.gone?.filter((other) => other !== deleted) }));
  }
}

/**
 * Finishes work that a failing store or a stopped worker left undone. Never rejects.
 * - Activates the worker's own deployment.
 * - Stores the missing shells and offline pages of the active deployment. A deployment that a header named has none.
 * - Deletes the deployments beyond `keepDeployments`.
 */
export async function reconcile(context: Context): Promise<void> {
  const { activations, settings, use, report, config } = context;
  try {
    if ((await settings()).worker !== config.deployment) await activateOwn(context);
    const active = activeDeployment(context, await settings());
    if (activations.resourcesStoredFor !== active)
      await storeResources(context, active, await use((store) => store.state(`${active}\n`)));
    activations.resourcesStoredFor = active;
    await deleteExpired(context);
  } catch (error) {
    report(error);
  }
}
