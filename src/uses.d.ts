/* eslint-disable no-var -- a global that is a property of globalThis can be declared in no other way */
/**
 * What the config uses. The build knows it and defines each of these as a constant, so that what is not used is not in
 * the worker; where nobody defines them, everything is there. Compared with `!== false` where they are read, since
 * only that is folded before unused modules are dropped.
 */
declare namespace globalThis {
  /** Some route has `fallback: true`. */
  var ISR_SHELLS: boolean | undefined;
  /** Some route with `fallback: true` names no shell. */
  var ISR_BUILT_IN_SHELL: boolean | undefined;
  /** The config names no offline page. */
  var ISR_BUILT_IN_OFFLINE: boolean | undefined;
  /** Some route is strict. */
  var ISR_STRICT: boolean | undefined;
  /** `assets` is not false. */
  var ISR_ASSETS: boolean | undefined;
  /** The config lists assets. */
  var ISR_LIST: boolean | undefined;
  /** There are plugins. */
  var ISR_PLUGINS: boolean | undefined;
  /** Some route has `audience: 'user'`. */
  var ISR_USERS: boolean | undefined;
  /** Some route has `fallback: false`. */
  var ISR_PATHS: boolean | undefined;
  /** Some route has `revalidate: 'origin'`. */
  var ISR_ORIGIN: boolean | undefined;
  /** Some route has `paths` to generate ahead, or to read before it knows what it answers. */
  var ISR_WARM: boolean | undefined;
  /** Some route's `paths` are a sitemap. */
  var ISR_SITEMAPS: boolean | undefined;
  /** Some route's `match` is a function, or reads like another's. */
  var ISR_FUNCTIONS: boolean | undefined;
  /** Some route's `match` is a RegExp. */
  var ISR_REGEXPS: boolean | undefined;
  /** Some duration or size is text. */
  var ISR_UNITS: boolean | undefined;
}
