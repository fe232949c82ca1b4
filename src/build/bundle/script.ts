/** A script that a build makes. */
export interface Script {
  /** @example 'sw.js' */
  name: string;
  contents: string;
}
