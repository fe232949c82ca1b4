import type { IsrConfig } from './types.js';
import { validateConfig } from './validation/validate.js';

/**
 * Validates a config and returns it.
 * @throws IsrError `invalid-config`, with all faults at once.
 * @example export default defineConfig({ routes: [{ match: '/*', revalidate: '5m' }] });
 */
export function defineConfig(config: IsrConfig): IsrConfig {
  validateConfig(config);
  return config;
}
