/**
 * The one thing beyond ECMAScript that the core uses: the WHATWG URL parser, which every platform has and which is
 * a pure function. Declared here, and nowhere else, so that no browser global compiles in the core.
 */
declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(init?: [string, string][]);
  get size(): number;
  has(name: string): boolean;
  toString(): string;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}
declare class URL {
  constructor(url: string, base?: string);
  readonly origin: string;
  readonly pathname: string;
  readonly searchParams: URLSearchParams;
  search: string;
  hash: string;
  readonly href: string;
}
