/** `sw-isr/esbuild`: the plugin for esbuild. */
import type { Plugin } from 'esbuild';
import type { SwIsrOptions } from '../options.js';
import { plugin } from '../plugin.js';

/**
 * Builds the worker with the site.
 * @throws IsrError `invalid-config` or `build-failed`, as an error of the build that names the file.
 * @example await build({ entryPoints: ['app.js'], bundle: true, outdir: 'dist', plugins: [swIsr()] });
 */
export const swIsr: (options?: SwIsrOptions) => Plugin = (options) => plugin.esbuild(options);
export default swIsr;
export type { SwIsrOptions } from '../options.js';
