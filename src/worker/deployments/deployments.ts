/** Deployments of the site: which one pages are read from, and when the others go (rule 32). */
import { failure } from '../../shared/errors.js';
import { textOf } from '../../core/http/headers.js';
import { deploymentOf, keyOf } from '../../core/cache/key.js';
import type { DeploymentInfo } from '../../shared/messages.js';
import type { Settings } from '../../storage/store.js';
import type { Context } from '../runtime/context.js';
import { storeResources } from './resources.js';
import { activeDeployment, type Target } from '../lookup/target.js';

/** Before the deployment's ID: the cache of its assets. */
export const ASSETS_OF = 'sw-isr-assets:';

/** Milliseconds that deleting a deployment may take: what the browser ends is gone on with later. */
const DELETE_TIMEOUT_MS = 25_000;

/** The active deployment and those that are kept besides, the latest activated first. */
export async function keptDeployments(context: Context): Promise<string[]> {
  const settings = await context.settings();
  return [...new Set([activeDeployment(context, settings), ...settings.deployments])];
}

/**
 * Makes a deployment the active one, with one durable write: all reads switch at once, and until then nothing has
 * changed. One that is not known starts empty. The tabs that are open stay with the one that they were loaded with.
 * @param by the worker whose own it is, where that says so
 */
export async function activateDeployment(
  context: Context,
  to: string,
  by: Pick<Settings, 'worker'> = {},
): Promise<void> {
  const { activations, settings, changeSettings, notifier, now } = context;
  activations.count += 1;
  const { deployment: from = null, worker } = await settings();
  if (from === to && (by.worker ?? worker) === worker) return;
  const open = await context.tabs();
  const at = now();
  await changeSettings((had) => {
    const deployments = [...new Set([to, ...had.deployments])];
    return {
      ...by,
      deployment: to,
      deployments,
      activatedAt: Object.fromEntries(deployments.map((id) => [id, id === to ? at : had.activatedAt?.[id]])),
      gone: had.gone?.filter((id) => id !== to),
      tabs: Object.fromEntries(open.map((id) => [id, had.tabs?.[id] ?? had.deployment])),
    };
  });
  if (from !== to) notifier.tell('deployment', { from, to });
}

/** Makes the worker's own deployment the active one. */
export const activateOwn = (context: Context): Promise<void> => {
  const { deployment } = context.config;
  return activateDeployment(context, deployment, { worker: deployment });
};

/**
 * Obeys the header `ISR-Deployment` of an answer, and returns the deployment that it names. An answer that was asked
 * for before the last activation changes nothing: what is under way does not switch back.
 * @param since how often there had been an activation when it was asked for
 */
export async function obeyDeployment(
  context: Context,
  { headers, type }: Response,
  since: number,
): Promise<string | undefined> {
  const id = textOf(headers.get('isr-deployment'));
  if (type === 'cors' || !/^\P{Cc}{1,200}$/u.test(id)) return undefined;
  const active = activeDeployment(context, await context.settings());
  if (id !== active && since === context.activations.count)
    await activateDeployment(context, id).catch(context.report);
  return id;
}

/** Whether an answer names another deployment than the one that it was asked for under. */
export const isOfAnother = (named: string | undefined, { scope }: Target): named is string =>
  named !== undefined && named !== deploymentOf(scope);

/** The same page as another deployment has it. */
export function inDeployment(target: Target, id: string): Target {
  const scope = id + target.scope.slice(deploymentOf(target.scope).length);
  return { ...target, scope, key: keyOf(scope, target.url) };
}

export async function listDeployments(context: Context): Promise<DeploymentInfo[]> {
  const { activatedAt } = await context.settings();
  const ids = await keptDeployments(context);
  return ids.map((id, at) => ({ id, active: !at, activatedAt: activatedAt?.[id] ?? 0 }));
}

/** Goes back to a deployment that is kept, and shows what its pages had become. */
export async function rollback(context: Context, id: string): Promise<void> {
  const kept = await keptDeployments(context);
  if (!kept.includes(id))
    throw failure(
      'bad-request',
      `go back to "${id}"`,
      `kept are "${kept.join('", "')}"`,
      'Name one of these',
    );
  await activateDeployment(context, id);
}

/** Notes which deployments beyond `keepDeployments` are to go: those that no open tab is on. */
async function scheduleDeletion({ config, tabs: open, settings, changeSettings }: Context): Promise<void> {
  const { deployments, tabs } = await settings();
  const surplus = deployments.slice(config.keepDeployments);
  if (!surplus.length) return;
  const used = (await open()).map((id) => tabs?.[id]);
  const goes = surplus.filter((id) => !used.includes(id));
  if (goes.length)
    await changeSettings((had) => {
      const isKept = (id: string): boolean => id === had.deployment || !goes.includes(id);
      return {
        deployments: had.deployments.filter(isKept),
        gone: [...(had.gone ?? []), ...had.deployments.filter((id) => !isKept(id))],
      };
    });
}

/** Deletes the deployments that are to go. One is struck off when all of it is gone, so that this can be gone on with. */
async function deleteExpired(context: Context): Promise<void> {
  const { use, settings, changeSettings } = context;
  await scheduleDeletion(context);
  for (let id; (id = (await settings()).gone?.[0]) !== undefined;) {
    const going = id;
    await use((store) => store.deletePrefix(`${going}\n`), DELETE_TIMEOUT_MS);
    await caches.delete(ASSETS_OF + going);
    await changeSettings((had) => ({ gone: had.gone?.filter((other) => other !== going) }));
  }
}

/**
 * Finishes what was left: the activation of the worker's own deployment, which is noted nowhere else, where the store
 * was in trouble then; the shells of the active one that are missing, since it is known by a header alone, or the
 * worker was killed while it was installed; and the collection of deployments. Never fails.
 */
export async function reconcile(context: Context): Promise<void> {
  const { activations, settings, use, report, config } = context;
  try {
    if ((await settings()).worker !== config.deployment) await activateOwn(context);
    const active = activeDeployment(context, await settings());
    if (activations.stocked !== active)
      await storeResources(context, active, await use((store) => store.state(`${active}\n`)));
    activations.stocked = active;
    await deleteExpired(context);
  } catch (error) {
    report(error);
  }
}
