/** `sw-isr/nuxt`: the module for Nuxt. */
import { nuxtModule, type NuxtModule } from '../frameworks/nuxt.js';

/**
 * Builds the worker with the site, and adds the script element to every page. Options are read from `swIsr`.
 * @throws IsrError `invalid-config` or `build-failed`, as an error of the build that names the file.
 * @example export default defineNuxtConfig({ modules: ['sw-isr/nuxt'], swIsr: { devWorker: true } });
 */
export const swIsr: NuxtModule = nuxtModule;
export default swIsr;
export type { SwIsrOptions } from '../options.js';
