/** What a build is told, and what it tells. */

export interface BuildOptions {
  /** The config module. @default the `isr.config.ts`, `.mts`, `.js` or `.mjs` of `cwd` */
  config?: string;
  /** The folder that `sw.js` and `sw-isr.js` are written to: the root of the site. @default 'public' */
  out?: string;
  /** @default true */
  minify?: boolean;
  /** Write source maps beside the scripts. @default false */
  sourcemap?: boolean;
  /** The ID of this deployment where the config names none. @default a hash of the worker's code */
  deployment?: string;
  /** What relative paths are relative to. @default process.cwd() */
  cwd?: string;
}

export interface BuiltFile {
  path: string;
  bytes: number;
  /** Bytes when compressed with brotli. */
  brotli: number;
}

export interface BuildResult {
  /** The scripts, then their source maps. */
  files: BuiltFile[];
  /** The ID that pages are stored under. */
  deployment: string;
  /** The environment variables whose values are in the worker. */
  env: string[];
  warnings: string[];
  /** Milliseconds. */
  duration: number;
}

/** One thing that kept the build from succeeding; an error's `cause` is the list of them. */
export interface BuildProblem {
  text: string;
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
