/** Where the steps of a request run the plugins' hooks. The hooks have Workbox's names. */
import type { StoredPage } from '../../storage/stored-page.js';
import type { IsrPlugin } from '../../config/types.js';
import type { Context } from './context.js';
import { extensionPoint } from './worker-state.js';

export type HookName = Exclude<keyof IsrPlugin, 'cacheDidUpdate'>;
export type HookParam<H extends keyof IsrPlugin> = Parameters<NonNullable<IsrPlugin[H]>>[0];
type With = Pick<Context, 'config' | 'memory' | 'event'>;

/** Runs hooks. Provided if the config has plugins. */
export interface PluginRunner {
  run<H extends HookName, R extends keyof HookParam<H>>(
    context: With,
    hook: H,
    param: HookParam<H>,
    replaces: R,
  ): Promise<HookParam<H>[R] | undefined>;
  /** Called before a page is written. What it returns is called once the page is written. */
  beforeUpdate(context: Context, page: StoredPage): Promise<(() => Promise<unknown>) | undefined>;
}

export const pluginRunner = extensionPoint<PluginRunner>();

/**
 * Runs one hook of all plugins. The value that a hook returns replaces `param[replaces]` for the next plugin.
 * @throws IsrError if a hook throws or times out
 * @returns the last value; undefined if a `cacheWillUpdate` refused
 */
export const runHook: PluginRunner['run'] = async (context, hook, param, replaces) => {
  const runner = pluginRunner.of(context);
  return runner ? runner.run(context, hook, param, replaces) : param[replaces];
};
