/** `sw-isr/sveltekit`: the plugin for SvelteKit, which stands before `sveltekit()`. */
import type { Plugin } from 'vite';
import type { SwIsrOptions } from '../options.js';
import { sveltekitPlugin } from '../frameworks/sveltekit.js';

/**
 * Builds the worker with the site, and adds the script element to its pages.
 * @throws IsrError `invalid-config` or `build-failed`, as an error of the build that names the file.
 * @example export default { plugins: [swIsr(), sveltekit()] };
 */
export const swIsr: (options?: SwIsrOptions) => Plugin = sveltekitPlugin;
export default swIsr;
export type { SwIsrOptions } from '../options.js';
