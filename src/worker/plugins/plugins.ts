/** Runs the hooks of the config's plugins in order. */
import type { StoredPage } from '../../storage/stored-page.js';
import type { Context } from '../runtime/context.js';
import { pluginRunner, type PluginRunner } from '../runtime/plugins.js';
import { bodyFor, headersOf } from '../runtime/response.js';
import { runConfigFunction } from '../runtime/timers.js';

/** Pages are in IndexedDB: this names no cache of Cache Storage. */
const CACHE_NAME = 'sw-isr';

const run: PluginRunner['run'] = async ({ config, event }, hook, param, replaces) => {
  for (const plugin of config.plugins) {
    const call = plugin[hook] as ((given: typeof param) => unknown) | undefined;
    if (!call) continue;
    const given = { ...param, ...(event && { event }) };
    const value = (await runConfigFunction(hook, () => call.call(plugin, given))) as
      (typeof param)[typeof replaces] | undefined;
    if (hook === 'cacheWillUpdate' && !value) return undefined;
    if (value) param = { ...param, [replaces]: value };
  }
  return param[replaces];
};

const responseOf = ({ entry: { status, headers }, body }: StoredPage): Response =>
  new Response(bodyFor(status, body), { status, headers: headersOf(headers) });

/** Reads the page that is about to be replaced, if a plugin compares the two. */
async function beforeUpdate(
  { config: { plugins }, use, event }: Context,
  page: StoredPage,
): Promise<(() => Promise<void>) | undefined> {
  const interested = plugins.filter(({ cacheDidUpdate }) => cacheDidUpdate);
  if (!interested.length) return undefined;
  const { key, url } = page.entry;
  const { entry, body } = await use((store) => store.get(key));
  const old = entry?.kind === 'page' && body ? { entry, body } : undefined;
  return async () => {
    for (const plugin of interested)
      await runConfigFunction('cacheDidUpdate', () =>
        plugin.cacheDidUpdate?.({
          cacheName: CACHE_NAME,
          request: new Request(url),
          newResponse: responseOf(page),
          oldResponse: old && responseOf(old),
          ...(event && { event }),
        }),
      );
  };
}

/** The config's plugins. */
export const plugins = () => ({
  install: (context: Context): void => pluginRunner.provide(context, { run, beforeUpdate }),
});
