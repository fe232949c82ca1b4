/**
 * What `sw-isr` is inside a built worker: the build has validated the config, so that the validation, and what it
 * needs, are not shipped to visitors.
 */
import type { IsrConfig } from './types.js';

export { IsrError } from '../shared/errors.js';

/** Returns the config as it is. */
export function defineConfig(config: IsrConfig): IsrConfig {
  return config;
}
