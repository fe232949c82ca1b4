/**
 * The one thing beyond ECMAScript that the core uses: the WHATWG URL parser, which every platform has and which is
 * a pure function. Declared here, and nowhere else, so that no browser global compiles in the core.
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
