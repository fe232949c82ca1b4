/** `sw-isr/vite`: the plugin for Vite. */
import type { Plugin } from 'vite';
import type { SwIsrOptions } from '../options.js';
import { plugin } from '../plugin.js';

/**
 * Builds the worker with the site.
 * @throws IsrError `invalid-config` or `build-failed`, as an error of the build that names the file.
 * @example export default { plugins: [swIsr()] };
 */
export const swIsr: (options?: SwIsrOptions) => Plugin = (options) => plugin.vite(options);
export default swIsr;
export type { SwIsrOptions } from '../options.js';
