/** Runs the hooks of the config's plugins in order. The hooks have Workbox's names. */
import type { IsrPlugin } from '../../config/types.js';
import type { Context } from './context.js';
import { runConfigFunction } from './timers.js';

type Param<H extends keyof IsrPlugin> = Parameters<NonNullable<IsrPlugin[H]>>[0];

/**
 * Runs one hook of all plugins. The value that a hook returns replaces `param[replaces]` for the next plugin.
 * @throws IsrError if a hook throws or times out
 * @returns the last value; undefined if a `cacheWillUpdate` refused
 */
export async function runHook<H extends keyof IsrPlugin, R extends keyof Param<H>>(
  { config }: Pick<Context, 'config'>,
  hook: H,
  param: Param<H>,
  replaces: R,
): Promise<Param<H>[R] | undefined> {
  for (const plugin of config.plugins) {
    const run = plugin[hook] as ((given: Param<H>) => unknown) | undefined;
    if (!run) continue;
    const value = (await runConfigFunction(hook, () => run.call(plugin, param))) as Param<H>[R] | undefined;
    if (hook === 'cacheWillUpdate' && !value) return undefined;
    if (value) param = { ...param, [replaces]: value };
  }
  return param[replaces];
}
