/** The options of the plugin, which are the same in each bundler. */
export interface SwIsrOptions {
  /**
   * The path of the config.
   * @default the `isr.config.ts`, `.mts`, `.js` or `.mjs` of the bundler's root, else of the current folder
   */
  config?: string;
  /** The folder for `sw.js` and `sw-isr.js`: the root of the site. @default the bundler's output folder */
  out?: string;
  /**
   * The path that the site is served under, such as `/shop/`: where pages find `sw-isr.js`. Frameworks with an
   * integration of their own say it themselves.
   * @default the bundler's: `base` of Vite, `publicPath` of webpack, Rspack and esbuild. `/` where it names another
   * site, where `out` is given, and in Rollup and Rolldown
   */
  base?: string;
  /** Add the script element that registers the worker to HTML entries. @default true */
  inject?: boolean;
  /**
   * Build the worker for a dev server, to try it there. Without it a dev server has no worker, and a worker that a
   * browser has from before removes itself.
   * @default false
   */
  devWorker?: boolean;
  /** The ID of this deployment, if the config has none. @default a hash of the worker's code and the listed files */
  deployment?: string;
}
