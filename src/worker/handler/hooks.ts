/** The hooks of Workbox's strategies, around the answer of a handler. */
import type { HandlerPlugin } from '../../config/types.js';
import { runConfigFunction } from '../runtime/timers.js';

type HandlerHook = 'handlerWillStart' | 'handlerDidRespond' | 'handlerDidComplete';

/** What all hooks of one request get. */
export interface HookContext {
  readonly plugins: readonly HandlerPlugin[];
  readonly event: ExtendableEvent;
  readonly request: Request;
  readonly report: (error: unknown) => void;
}

/** Calls a hook of all plugins, in their order. One that fails is reported. */
export async function callHooks<H extends HandlerHook>(
  { plugins, event, request, report }: HookContext,
  hook: H,
  more: Omit<Parameters<NonNullable<HandlerPlugin[H]>>[0], 'event' | 'request'>,
): Promise<void> {
  for (const plugin of plugins) {
    const call = plugin[hook] as ((param: object) => unknown) | undefined;
    if (call)
      await runConfigFunction(hook, () => call.call(plugin, { event, request, ...more })).catch(report);
  }
}

/** The response of the first plugin that has one for a failed request. */
export async function fallbackOf(
  { plugins, event, request, report }: HookContext,
  error: Error,
): Promise<Response | undefined> {
  for (const plugin of plugins) {
    const response = await runConfigFunction('handlerDidError', () =>
      plugin.handlerDidError?.({ event, request, error }),
    ).catch(report);
    if (response) return response;
  }
  return undefined;
}

/** The response as the plugins change it. */
export async function changedBy(
  { plugins, event, request, report }: HookContext,
  response: Response,
): Promise<Response> {
  let changed = response;
  for (const plugin of plugins)
    changed =
      (await runConfigFunction('handlerWillRespond', () =>
        plugin.handlerWillRespond?.({ event, request, response: changed }),
      ).catch(report)) || changed;
  return changed;
}
