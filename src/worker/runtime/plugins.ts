/** Runs the hooks of the config's plugins, by Workbox's names and in their order. */
import type { IsrPlugin } from '../../config/types.js';
import type { Context } from './context.js';
import { runConfigFunction } from './timers.js';

type Param<H extends keyof IsrPlugin> = Parameters<NonNullable<IsrPlugin[H]>>[0];

/**
 * Runs one hook through all plugins. What a hook returns takes the place of `param[replaces]` for the next one.
 * @throws IsrError where a hook throws, or takes too long
 * @returns the last value; undefined once a plugin that can refuse returned something falsy
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
