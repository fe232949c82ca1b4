/** `sw-isr/next`: for the config of Next.js, with Turbopack and with webpack. */
export { withSwIsr } from '../frameworks/next.js';
export type { SwIsrOptions } from '../options.js';
