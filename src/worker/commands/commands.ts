/** Handles the commands of the client (`sw-isr.js`). The protocol is in `shared/messages.ts`. */
import { failure, IsrError } from '../../shared/errors.js';
import { isCommand, type CommandName, type Commands, type Reply } from '../../shared/messages.js';
import { listDeployments, rollback, reconcile } from '../deployments/deployments.js';
import { assertParams } from './check-params.js';
import { explain } from './explain.js';
import { hashOf } from '../runtime/hash.js';
import { invalidate, JITTER_MS } from '../invalidation/invalidate.js';
import { pages, stats } from './inspect.js';
import { prefetch } from '../regeneration/prefetch.js';
import type { CommandHandlers, PageCommandContext, Result } from './hooks.js';
import { activeDeployment, urlFor } from '../lookup/target.js';
import { raiseGeneration } from '../visitor/generations.js';
import { suspectArrival } from '../visitor/redirects.js';
import { visitorOf } from '../visitor/visitor.js';
import { keepPage } from '../regeneration/keep-page.js';
import { clearUser, clearStore } from '../visitor/clear.js';

declare const self: ServiceWorkerGlobalScope;

const HANDLERS: CommandHandlers = {
  async hello({ context, routes, client, hooks, event }, { url, since, referrer = '' }) {
    const matched = routes.find(url);
    // The navigation to a page that no route stores went past the worker.
    if (!matched) await suspectArrival(context, referrer);
    visitorOf(context).loads.get(client.id)?.();
    // A page that was reloaded past the worker has no controller: without a claim, its writes would not be seen.
    await self.clients.claim().catch(context.report);
    const shown = matched && urlFor(context, matched.route, url);
    context.notifier.repeatNotices(client, since, shown);
    event.waitUntil(reconcile(context));
    return Object.assign(
      { deployment: activeDeployment(context, await context.settings()) },
      ...hooks.map((one) => one.onHello?.(event)),
    ) as Commands['hello']['result'];
  },
  pages: ({ context }, params) => pages(context, params),
  explain: ({ context, routes }, { url }) => explain(context, routes, url),
  stats: ({ context }) => stats(context),
  prefetch: (command, { urls }) => prefetch(command, urls),
  async keepPage(command, params) {
    await keepPage(command, params);
    return null;
  },
  wake: () => Promise.resolve(null),
  // A config without assets.
  keepAssets: () => Promise.resolve(null),
  /** The key is stored as a hash, since it may be a name or an address. */
  async setUser({ context }, { key }) {
    const user = await hashOf(new TextEncoder().encode(key));
    if (user === (await context.settings()).user) return null;
    await context.changeSettings(({ epoch = 0 }) => ({ user, epoch: epoch + 1 }));
    await raiseGeneration(context);
    return null;
  },
  async clearUser({ context }) {
    // oxlint-disable-next-line typescript/no-misused-promises -- finally() waits for it.
    await clearUser(context).finally(() => raiseGeneration(context));
    return null;
  },
  async clear({ context }, { isOver }) {
    // Before anything else is stored.
    if (isOver) context.clears.isOver = true;
    await clearStore(context);
    return null;
  },
  async revalidate(command, params) {
    await invalidate(command, params, JITTER_MS.page);
    return null;
  },
  deployments: ({ context }) => listDeployments(context),
  async rollback({ context, event }, { id }) {
    await rollback(context, id);
    event.waitUntil(reconcile(context));
    return null;
  },
  async draft({ context }, { on }) {
    await context.changeSettings({ draft: on });
    return null;
  },
};

function carryOut<N extends CommandName>(
  commandContext: PageCommandContext,
  command: N,
  params: Commands[N]['params'],
): Result<N> {
  const handlers = [...commandContext.hooks.map(({ commands = {} }) => commands), HANDLERS];
  const handle = handlers.find((one) => Object.hasOwn(one, command))?.[command];
  assertParams(command, params);
  if (handle) return handle(commandContext, Object(params) as typeof params);
  throw failure(
    'bad-request',
    `carry out "${command}"`,
    'this worker has no such command',
    'Load the sw-isr.js of its build',
  );
}

/** Carries out a command, and replies on its port. */
export async function answerCommand(
  commandContext: PageCommandContext,
  data: unknown,
  port: MessagePort | undefined,
): Promise<void> {
  if (!isCommand(data) || !port) return;
  let reply: Reply;
  try {
    reply = { isr: 1, ok: true, result: await carryOut(commandContext, data.command, data.params) };
  } catch (error) {
    const { code, message } =
      error instanceof IsrError
        ? error
        : failure('failed', `carry out "${data.command}"`, String(error), 'Try again');
    reply = { isr: 1, ok: false, code, message };
  }
  port.postMessage(reply);
}
