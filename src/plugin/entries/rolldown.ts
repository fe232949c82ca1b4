/** `sw-isr/rolldown`: the plugin for Rolldown. */
import type { Plugin } from 'rolldown';
import type { SwIsrOptions } from '../options.js';
import { plugin } from '../plugin.js';

/**
 * Builds the worker with the site.
 * @throws IsrError `invalid-config` or `build-failed`, as an error of the build that names the file.
 * @example export default { plugins: [swIsr()] };
 */
export const swIsr: (options?: SwIsrOptions) => Plugin = (options) => plugin.rolldown(options);
export default swIsr;
export type { SwIsrOptions } from '../options.js';
