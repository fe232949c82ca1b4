/** `sw-isr/rspack`: the plugin for Rspack. */
import type { RspackPluginInstance } from '@rspack/core';
import type { SwIsrOptions } from '../options.js';
import { plugin } from '../plugin.js';

/**
 * Builds the worker with the site.
 * @throws IsrError `invalid-config` or `build-failed`, as an error of the compilation that names the file.
 * @example export default { plugins: [swIsr()] };
 */
export const swIsr: (options?: SwIsrOptions) => RspackPluginInstance = (options) => plugin.rspack(options);
export default swIsr;
export type { SwIsrOptions } from '../options.js';
