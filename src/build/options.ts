/** The options and the result of a build. */

export interface BuildOptions {
  /** The path of the config. @default the `isr.config.ts`, `.mts`, `.js` or `.mjs` of `cwd` */
  config?: string;
  /** The folder for `sw.js` and `sw-isr.js`: the root of the site. @default 'public' */
  out?: string;
  /** Minify the scripts. @default true */
  minify?: boolean;
  /** Write source maps beside the scripts. @default false */
  sourcemap?: boolean;
  /** The ID of this deployment, if the config has none. @default a hash of the worker's code */
  deployment?: string;
  /**
   * Paths of the site's hashed files. The worker stores them ahead, as `assets.list` of the config does. They are added
   * to a list that is an array; a function is left as it is.
   * @default []
   * @example ['/assets/settings-3f9a.js']
   */
  assets?: readonly string[];
  /** The folder for relative paths. @default process.cwd() */
  cwd?: string;
}

export interface BuiltFile {
  /** Absolute. */
  path: string;
  /** Bytes on the disk. */
  bytes: number;
  /** Bytes after brotli compression. */
  brotli: number;
}

export interface BuildResult {
  /** The scripts, then their source maps. */
  files: BuiltFile[];
  /** The ID that pages are stored under. */
  deployment: string;
  /** The environment variables whose values are built into the worker. */
  env: string[];
  /** What is valid but probably not meant, one sentence each. */
  warnings: string[];
  /** Milliseconds. */
  duration: number;
}

/** A reason why the build failed. The `cause` of the error is the list of them. */
export interface BuildProblem {
  /** What is wrong, in one sentence. */
  text: string;
  /** What to do, in one sentence. */
  remedy: string;
  /** Relative to `cwd`. */
  file?: string;
  /** From 1. */
  line?: number;
  /** From 1. */
  column?: number;
  /** The line of source. */
  source?: string;
}
