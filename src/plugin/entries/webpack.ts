/** `sw-isr/webpack`: the plugin for webpack. */
import type { WebpackPluginInstance } from 'webpack';
import type { SwIsrOptions } from '../options.js';
import { plugin } from '../plugin.js';

/**
 * Builds the worker with the site.
 * @throws IsrError `invalid-config` or `build-failed`, as an error of the compilation that names the file.
 * @example export default { plugins: [swIsr()] };
 */
export const swIsr: (options?: SwIsrOptions) => WebpackPluginInstance = (options) => plugin.webpack(options);
export default swIsr;
export type { SwIsrOptions } from '../options.js';
