/** `sw-isr/astro`: the integration for Astro. */
import { astroIntegration, type AstroIntegration } from '../frameworks/astro.js';
import type { SwIsrOptions } from '../options.js';

/**
 * Builds the worker with the site, and adds the script that registers it to every page.
 * @throws IsrError `invalid-config` or `build-failed`, as an error of the build that names the file.
 * @example export default defineConfig({ integrations: [swIsr()] });
 */
export const swIsr: (options?: SwIsrOptions) => AstroIntegration = astroIntegration;
export default swIsr;
export type { SwIsrOptions } from '../options.js';
