/** A script of a build. */
export interface Script {
  /** @example 'sw.js' */
  name: string;
  contents: string;
}
