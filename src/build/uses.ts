/** What a config uses, as constants for the bundler: what it does not use is not in its worker. */
import type { IsrConfig } from '../config/types.js';

/** The names are declared in `src/worker/uses.d.ts`. */
export function usesDefines({
  routes,
  shell,
  offline,
  assets,
  plugins = [],
}: IsrConfig): Record<string, string> {
  const shelled = routes.filter(({ fallback }) => fallback === true);
  const uses = {
    ISR_SHELLS: shelled.length > 0,
    ISR_BUILT_IN_SHELL: shell === undefined && shelled.some((route) => route.shell === undefined),
    ISR_BUILT_IN_OFFLINE: offline === undefined,
    ISR_STRICT: routes.some(({ strict }) => strict),
    ISR_ASSETS: assets !== false,
    ISR_PLUGINS: plugins.length > 0,
  };
  return Object.fromEntries(Object.entries(uses).map(([name, used]) => [`globalThis.${name}`, String(used)]));
}
