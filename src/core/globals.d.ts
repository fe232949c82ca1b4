/**
 * The WHATWG URL parser is the only API beyond ECMAScript that the core uses: every platform has it, and it is pure. It
 * is declared here, so that no other browser global compiles in the core.
 */
declare class URLSearchParams {
  constructor(init?: string);
  keys(): IterableIterator<string>;
}
declare class URL {
  constructor(url: string, base?: string);
  readonly origin: string;
  readonly pathname: string;
  search: string;
  hash: string;
  readonly href: string;
}
