/**
 * What the config uses. The build knows it and defines each of these as a constant, so that what is not used is not in
 * the worker; where nobody defines them, everything is there. Compared with `!== false` where they are read, since
 * only that is folded before unused modules are dropped.
 */
declare namespace globalThis {
  /** Some route has `fallback: true`. */
  let ISR_SHELLS: boolean | undefined;
  /** Some route with `fallback: true` names no shell. */
  let ISR_BUILT_IN_SHELL: boolean | undefined;
  /** The config names no offline page. */
  let ISR_BUILT_IN_OFFLINE: boolean | undefined;
  /** Some route is strict. */
  let ISR_STRICT: boolean | undefined;
  /** `assets` is not false. */
  let ISR_ASSETS: boolean | undefined;
  /** There are plugins. */
  let ISR_PLUGINS: boolean | undefined;
}
