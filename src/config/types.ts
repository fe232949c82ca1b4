/** What people write in `isr.config.ts`. Every option is documented here. */

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

/** What a function of a route is told about the request. */
export interface RouteContext {
  /** The URL asked for, without its fragment. */
  url: URL;
  /** The named groups of the route's pattern, percent-decoded; what can't be decoded stays as it is. */
  params: Record<string, string>;
}

/** The `URLPattern` components a route may name; all others match anything. */
export interface PatternInit {
  pathname?: string;
  search?: string;
}

/**
 * Which URLs of this site a route takes: a URLPattern pathname (`'/products/:id'`), a pattern object, a RegExp that is
 * tried on the pathname, or a function that returns whether it matches (an object: the params). The URL has its
 * percent-encodings in one form (rule 5). Where only a URL is known, as in `explain()` and `prefetch()`, the function's
 * `request` is a plain `GET` of it: go by `url`.
 */
export type RouteMatch =
  | string
  | PatternInit
  | RegExp
  | ((context: { url: URL; request: Request }) => boolean | Record<string, string>);

/** Paths that the site's own sitemap names. */
export interface SitemapPaths {
  /** The sitemap's path on this site: XML, an index of sitemaps, or either with gzip. */
  sitemap: string;
  /** How many of its pages are generated ahead, by `<priority>`, then in its order. @default 1000 */
  limit?: number;
}

/** One route: which pages, how long they live, and what a visitor gets until there is one. */
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
   * How long a page may be served at all while it is being refreshed; must be greater than `revalidate`.
   * Beyond it the origin is asked first, and the page only answers for an origin that does not (rule 10).
   * @default '31d'
   */
  expire?: Duration;
  /**
   * What a page that is not stored gets (rule 11). `'blocking'`: the origin's answer, streamed. `true`: the loading
   * shell at once, then the page. `false`: only the route's `paths` are cached, all else is the network's.
   * @default 'blocking'
   */
  fallback?: true | 'blocking' | false;
  /**
   * The loading shell of this route: a path of the site, stored when the worker installs, or a string of HTML.
   * @default the config's `shell`
   */
  shell?: string;
  /**
   * The pages that are generated ahead, most popular first, as `getStaticPaths` of Next.js names them: a list, a
   * function that returns one, or the site's sitemap, whose `<lastmod>` says what has to be generated again. With
   * `fallback: false` they are all that the route answers (rule 11). Kept to the route's own URLs.
   * @example ['/products/1', '/products/2']
   * @example { sitemap: '/sitemap.xml', limit: 500 }
   * @example async () => (await fetch('/popular.json')).json()
   */
  paths?: string[] | SitemapPaths | (() => string[] | Promise<string[]>);
  /** With `fallback: false`: answer other paths with a 404 page here instead of asking the network. @default false */
  strict?: boolean;
  /** The tags of this route's pages: names under which they are listed and invalidated together. @default [] */
  tags?: string[] | ((context: RouteContext) => string[]);
  /**
   * The tags that a successful unsafe request (POST, PUT, PATCH, DELETE) to a URL of this route hard-invalidates,
   * beside the URL itself, so that users read their own writes (rule 29). @default []
   */
  invalidates?: string[] | ((context: RouteContext) => string[]);
  /** Regenerate this route's pages as soon as they are invalidated, instead of at the next visit (rule 31). @default false */
  eager?: boolean;
  /**
   * The query parameters that make a different page; `[]` for none. All others are neither sent nor stored (rule 5).
   * @default every parameter but `ignoreQuery`
   */
  allowQuery?: string[];
  /**
   * Whose page it is (rule 25). `'auto'`: a page is stored once it was shown to be everyone's: its answer says so
   * (`Cache-Control: public`, `max-age` or `s-maxage` without `private`), or a copy that was fetched without cookies is the same.
   * `'everyone'`: you vouch for it, and the copy without cookies is stored unseen. `'user'`: fetched with cookies,
   * and kept for the user whom `setUser()` named; until then network only.
   * @default 'auto'
   */
  audience?: 'auto' | 'everyone' | 'user';
  /** What a reload of the page does (rule 15): serve like any request, or ask the origin first. @default 'serve' */
  reload?: 'serve' | 'revalidate';
  /** Refuses a page that arrived as a 200 but is none (an error page, say). Gets a copy of the response. */
  validate?: (response: Response) => boolean | Promise<boolean>;
  /** How long a stored 404 or 410 is fresh (rule 18). @default '60s' */
  notFoundRevalidate?: Duration;
  /** With `revalidate: 'origin'`: obey `s-maxage` too (rule 3). @default false */
  sharedMaxAge?: boolean;
  /** Keep these pages when space runs out; they go last (rule 33). @default false */
  pinned?: boolean;
  /** Answer a page's own `fetch()` of a whole page (Turbo Drive, Swup) as well as navigations. @default true */
  includeFetches?: boolean;
  /** Store other types than `text/html` too. @default false */
  data?: boolean;
}

/** How styles, scripts, fonts and images are kept for reading offline. */
export interface AssetsConfig {
  /** Keep only requests whose URL this matches. @default every style, script, font and image */
  match?: RegExp;
  /** How many files are kept; the ones unused for longest go first. @default 300 */
  maxEntries?: number;
  /** For how long an unused file is kept. @default '30d' */
  maxAge?: Duration;
  /**
   * Paths of the build's files, at most `maxEntries`, that are kept in the background once the worker is active, also
   * those that no page has loaded yet: a tab that stays open over a deployment finds its parts when the server has
   * them no more, and offline. An array, or a function that runs in the worker and returns one within 10 seconds.
   * @default []
   * @example ['/assets/settings-3f9a.js']
   * @example async () => (await fetch('/asset-list.json')).json()
   */
  list?: string[] | (() => string[] | Promise<string[]>);
}

/** How the pages that routes name in `paths` are generated ahead. */
export interface WarmConfig {
  /** How many are under way at once, asked for or being stored. @default 8, and 32 where the origin speaks HTTP/2 or 3 */
  concurrency?: number;
  /** What a visitor's wish to save data does. @default 'skip' */
  saveData?: 'skip' | 'ignore';
}

/** How much may be kept. */
export interface LimitsConfig {
  /** How many pages. @default 2000 */
  maxEntries?: number;
  /** How many bytes of pages. @default '50MB' */
  maxBytes?: Size;
  /** The largest page that is stored. @default '5MB' */
  maxPageBytes?: Size;
}

/**
 * Hooks by Workbox's names, run in the order of the list. They may only narrow what is stored: what rules 16 to 23
 * refuse, no plugin can bring back.
 * @see https://developer.chrome.com/docs/workbox/using-plugins
 */
export interface IsrPlugin {
  /** Changes the request to the origin. */
  requestWillFetch?(param: { request: Request }): Request | Promise<Request>;
  /** Sees, or replaces, what the origin answered. */
  fetchDidSucceed?(param: { request: Request; response: Response }): Response | Promise<Response>;
  /** Is told that the origin could not be reached. */
  fetchDidFail?(param: { request: Request; error: unknown }): void | Promise<void>;
  /** Returns the response to store it, something falsy not to. */
  cacheWillUpdate?(param: {
    request: Request;
    response: Response;
  }): Response | null | undefined | Promise<Response | null | undefined>;
  /** Is told that a page was stored. */
  cacheDidUpdate?(param: { request: Request; cacheName: string }): void | Promise<void>;
}

/** The whole of `isr.config.ts`. */
export interface IsrConfig {
  /**
   * The ID of this deployment of the site; each keeps its own pages (rule 32).
   * @default a hash of the built worker's inputs
   */
  deployment?: string;
  /** The routes; the first that matches wins. Where none does, the worker keeps out of the way. */
  routes: RouteConfig[];
  /** The loading shell: a path of the site, or a string of HTML. @default a built-in page */
  shell?: string;
  /** What is shown where nothing can be read: a path of the site, or a string of HTML. @default a built-in page */
  offline?: string;
  /** Keep the styles, scripts, fonts and images of visited pages, for offline. @default true */
  assets?: boolean | AssetsConfig;
  /** How much may be kept. */
  limits?: LimitsConfig;
  /** How many deployments are kept, the active one included. @default 3 */
  keepDeployments?: number;
  /** How pages are generated ahead; `false`: they are not. @default {} */
  warm?: false | WarmConfig;
  /** How long an expired page waits for the origin before the old page is served, at most a day (rule 10). @default '3s' */
  networkTimeout?: Duration;
  /** Query parameters that never make a different page, added to the built-in list (`utm_*`, `gclid`, …). */
  ignoreQuery?: string[];
  /**
   * Paths of this site, as URLPattern pathnames, to which a POST, PUT, PATCH or DELETE changes no page: telemetry,
   * queries. After any other write each stored page is compared once with the visitor's own before it is shown
   * again (rule 36).
   * @default []
   * @example ['/graphql', '/telemetry/*']
   */
  ignoreWrites?: string[];
  /** Workbox plugin objects. @default [] */
  plugins?: IsrPlugin[];
}
