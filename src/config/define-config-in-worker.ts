/**
 * The module `sw-isr` inside a built worker. The build has validated the config, so the validation is not shipped to
 * visitors.
 */
import type { IsrConfig } from './types.js';

export { IsrError } from '../shared/errors.js';

/** Returns the config unchanged. */
export function defineConfig(config: IsrConfig): IsrConfig {
  return config;
}
