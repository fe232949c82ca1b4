/** The options of a route in `isr.config.ts`, and the units in which options are given. */

/**
 * A length of time: a number of seconds, or a number with a unit.
 * @example 60, '60s', '15m', '1h', '7d'
 */
export type Duration = number | `${number}${'s' | 'm' | 'h' | 'd'}`;

/**
 * A size: a number of bytes, or a number with a unit (1 kB = 1,000 bytes).
 * @example 50_000_000, '50MB'
 */
export type Size = number | `${number}${'B' | 'kB' | 'KB' | 'MB' | 'GB'}`;

/** The request, as a route's functions get it. */
export interface RouteContext {
  /** The requested URL, without its fragment. */
  url: URL;
  /** The named groups of the route's pattern, percent-decoded. A value that cannot be decoded stays as it is. */
  params: Record<string, string>;
}

/** The `URLPattern` components that a route may give. All other components match anything. */
export interface PatternInit {
  pathname?: string;
  search?: string;
}

/**
 * Which URLs of this site a route takes: a URLPattern pathname (`'/products/:id'`), a pattern object, a RegExp for the
 * pathname, or a function. The function returns whether it matches; an object counts as a match, and gives the params.
 * The URL has its percent-encodings in one form (rule 5). `explain()` and `prefetch()` know only a URL: there, the
 * function's `request` is a plain `GET` of it. So decide by `url`.
 */
export type RouteMatch =
  | string
  | PatternInit
  | RegExp
  | ((context: { url: URL; request: Request }) => boolean | Record<string, string>);

/** Paths from the site's own sitemap. */
export interface SitemapPaths {
  /** The sitemap's path on this site: XML, a sitemap index, or either with gzip. */
  sitemap: string;
  /** How many of its pages are warmed, by `<priority>`, then in the sitemap's order. @default 1000 */
  limit?: number;
}

/** One route: which pages it takes, how long they live, and what a visitor gets if a page is not stored. */
export interface RouteConfig {
  /** Which URLs this route takes. The first route that matches wins. */
  match: RouteMatch;
  /**
   * How long a page is fresh, from the moment its request started (rule 1). `false`: until it is invalidated.
   * `0`: never stored, always the network. `'origin'`: as the origin's `Cache-Control` says (rule 3).
   * @default '5m'
   */
  revalidate?: Duration | false | 'origin';
  /**
   * How long a page may be served in place of a new one; must be greater than `revalidate`. After that the origin is
   * asked first, and the page is served only if the origin does not answer (rule 10).
   * @default '31d'
   */
  expire?: Duration;
  /**
   * The response when a page is not stored (rule 11). `'blocking'`: the origin's response, streamed. `true`: the
   * loading shell at once, then the page. `false`: only the route's `paths` are cached, and the network answers all
   * others.
   * @default 'blocking'
   */
  fallback?: true | 'blocking' | false;
  /**
   * The loading shell of this route: a path of the site, stored when the worker is installed, or a string of HTML.
   * @default the config's `shell`
   */
  shell?: string;
  /**
   * The pages to warm (fetch before a visit), most popular first, like `getStaticPaths` in Next.js: a list, a function
   * that returns one, or the site's sitemap, whose `<lastmod>` tells which pages to fetch again. With `fallback: false`
   * these are the only pages that the route answers (rule 11). Paths that the route does not match are ignored.
   * @example ['/products/1', '/products/2']
   * @example { sitemap: '/sitemap.xml', limit: 500 }
   * @example async () => (await fetch('/popular.json')).json()
   */
  paths?: string[] | SitemapPaths | (() => string[] | Promise<string[]>);
  /** With `fallback: false`: answer unlisted paths with a 404 page instead of asking the network. @default false */
  strict?: boolean;
  /** The tags of this route's pages. Pages with the same tag are listed and invalidated together. @default [] */
  tags?: string[] | ((context: RouteContext) => string[]);
  /**
   * The tags that a successful unsafe request (POST, PUT, PATCH, DELETE) to a URL of this route invalidates hard,
   * besides the URL itself: users then read their own writes (rule 29).
   * @default []
   */
  invalidates?: string[] | ((context: RouteContext) => string[]);
  /**
   * Regenerate this route's pages as soon as they are invalidated, instead of at the next visit (rule 31).
   * @default false
   */
  eager?: boolean;
  /**
   * The query parameters that select a different page; `[]` for none. All others are neither sent nor stored (rule 5).
   * @default every parameter except `ignoreQuery`
   */
  allowQuery?: string[];
  /**
   * Who shares a page (rule 25). `'auto'`: a page is stored once it is proven to be the same for everyone: its response
   * says so (`Cache-Control: public`, `max-age` or `s-maxage` without `private`), or a copy fetched without cookies is
   * the same. `'everyone'`: you guarantee it, and the copy without cookies is stored without a check. `'user'`: fetched
   * with cookies, and stored for the user set with `setUser()`; without a user, the network answers.
   * @default 'auto'
   */
  audience?: 'auto' | 'everyone' | 'user';
  /** The response to a reload of the page (rule 15): as for any request, or from the origin first. @default 'serve' */
  reload?: 'serve' | 'revalidate';
  /** Returns false for a 200 response that is not the page, such as an error page. It gets a copy of the response. */
  validate?: (response: Response) => boolean | Promise<boolean>;
  /** How long a stored 404 or 410 is fresh (rule 18). @default '60s' */
  notFoundRevalidate?: Duration;
  /** With `revalidate: 'origin'`: obey `s-maxage` as well (rule 3). @default false */
  sharedMaxAge?: boolean;
  /** Evict these pages last when space runs out (rule 33). @default false */
  pinned?: boolean;
  /** Answer a page's own `fetch()` of a whole page (Turbo Drive, Swup) as well as navigations. @default true */
  includeFetches?: boolean;
  /** Store other types than `text/html` as well. @default false */
  data?: boolean;
}
