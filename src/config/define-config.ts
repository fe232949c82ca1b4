import type { IsrConfig } from './types.js';
import { validateConfig } from './validation/validate.js';

/**
 * Checks a config and returns it.
 * @throws IsrError `invalid-config`, naming every fault at once.
 * @example export default defineConfig({ routes: [{ match: '/*', revalidate: '5m' }] });
 */
export function defineConfig(config: IsrConfig): IsrConfig {
  validateConfig(config);
  return config;
}
