/** The module of the plugin. Add it to the `types` of a `tsconfig.json` as `sw-isr/virtual`. */
declare module 'virtual:sw-isr' {
  import type { IsrClient, RegisterOptions } from 'sw-isr/client';

  /**
   * The client of the worker, which is registered by this import. In a browser it rejects only if `/sw-isr.js` cannot
   * be loaded; on a server it stays pending.
   * @example
   * const isr = await ready;
   * isr.addEventListener('updated', ({ detail }) => showRefreshButton(detail.url));
   */
  export const ready: Promise<IsrClient>;
  /** Registers another worker, and resolves to its client. */
  export const register: (url?: string | URL, options?: RegisterOptions) => Promise<IsrClient>;
}
