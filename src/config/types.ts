/** The options of `isr.config.ts`. Those of a route are in `route-types.ts`. */
import type { IsrPlugin } from './plugin-types.js';
import type { Duration, Size, RouteConfig } from './route-types.js';

export type * from './plugin-types.js';
export type * from './route-types.js';

/** How styles, scripts, fonts and images are stored for offline use. */
export interface AssetsConfig {
  /** Store only requests whose URL matches. @default every style, script, font and image */
  match?: RegExp;
  /** How many files are stored. The least recently used are evicted first. @default 300 */
  maxEntries?: number;
  /** How long an unused file is stored. @default '30d' */
  maxAge?: Duration;
  /**
   * Paths of the build's files, at most `maxEntries`. They are stored in the background once the worker is active, even
   * if no page has loaded them. A tab that stays open during a deployment then finds its chunks, although the server
   * has deleted them; offline too. An array, or a function that runs in the worker and returns one within 10 seconds.
   * @default []
   * @example ['/assets/settings-3f9a.js']
   * @example async () => (await fetch('/asset-list.json')).json()
   */
  list?: string[] | (() => string[] | Promise<string[]>);
}

/** How the pages listed in `paths` are warmed. */
export interface WarmConfig {
  /** How many pages are fetched or stored at once. @default 8, and 32 if the origin speaks HTTP/2 or 3 */
  concurrency?: number;
  /** What a visitor's data saver does: skip warming, or nothing. @default 'skip' */
  saveData?: 'skip' | 'ignore';
}

/** How the revalidation feed is followed. */
export interface FeedConfig {
  /** A path of the site, or a URL. */
  url: string;
  /** The feed is asked at most once in this time, a fifth more or less. @default '60s' */
  poll?: Duration;
  /** One visible tab of the browser keeps a connection, and hears of events at once. @default true */
  events?: boolean;
}

/** The workers that this site had before. */
export interface TakeoverConfig {
  /**
   * Caches of the old workers, which are deleted: their names, or RegExps for them. Those that Workbox and Serwist name
   * after a scope that is taken over (`workbox-precache-v2-https://…/`) are deleted without being named here.
   * @default []
   * @example ['start-url', 'next-data', /^my-app-v\d+$/]
   */
  caches?: (string | RegExp)[];
  /**
   * The scripts of old workers at other URLs than `/sw.js`, as paths beside it. The build writes a script there that
   * hands over, because a browser asks an old worker's URL for its update.
   * @default []
   * @example ['/service-worker.js']
   */
  scripts?: string[];
  /**
   * The scopes of old workers that control another part of the site than this one, as paths. Pages unregister them.
   * Those of `scripts` need not be named.
   * @default []
   * @example ['/app/']
   */
  scopes?: string[];
}

/** A notification, as a push message shows it. */
export interface NotificationConfig {
  title: string;
  /** @default none */
  body?: string;
  /** The URL of a picture. @default the browser's own */
  icon?: string;
  /** The page that a click opens, within the site. @default '/' */
  url?: string;
  /** A later notification with the same tag replaces this one. @default 'sw-isr' */
  tag?: string;
}

/** The limits of the store. */
export interface LimitsConfig {
  /** The maximum number of pages. @default 2000 */
  maxEntries?: number;
  /** The maximum size of all pages, in bytes. @default '50MB' */
  maxBytes?: Size;
  /** The maximum size of one page, in bytes; larger pages are not stored. @default '5MB' */
  maxPageBytes?: Size;
}

/** All options of `isr.config.ts`. */
export interface IsrConfig {
  /**
   * The ID of this deployment of the site. Each deployment has its own pages (rule 32).
   * @default a hash of the built worker's inputs
   */
  deployment?: string;
  /** The routes. The first one that matches wins. The worker leaves a request alone if none matches. */
  routes: RouteConfig[];
  /** The loading shell: a path of the site, or a string of HTML. @default a built-in page */
  shell?: string;
  /** The page shown if none can be read: a path of the site, or a string of HTML. @default a built-in page */
  offline?: string;
  /** Store the styles, scripts, fonts and images of visited pages, for offline use. @default true */
  assets?: boolean | AssetsConfig;
  /** The limits of the store. */
  limits?: LimitsConfig;
  /** How many deployments are stored, including the active one. @default 3 */
  keepDeployments?: number;
  /** How the pages listed in `paths` are warmed; `false`: they are not. @default {} */
  warm?: false | WarmConfig;
  /**
   * The revalidation feed: a path of the site, or a URL. What it says has changed is stale in this browser (rule 31).
   * @default none
   * @example '/_isr/feed'
   * @example { url: 'https://feed.example.com/shop', poll: '5m', events: false }
   */
  feed?: string | FeedConfig;
  /**
   * Puts `isr.speculate()` into `sw-isr.js`: it prerenders stored pages before they are opened, in browsers with
   * Speculation Rules. The client that a bundler imports from `sw-isr/client` loads it when it is called.
   * @default false
   */
  speculate?: boolean;
  /**
   * Shows a notification for each push message that revalidates pages, as browsers expect where a subscription is
   * `userVisibleOnly`. The message's own `notification` wins, field by field; these are the fields it lacks.
   * @default none is shown
   * @example { title: 'The Daily', body: 'There is news.', url: '/news' }
   */
  notification?: NotificationConfig;
  /**
   * Replaces the workers that this site had before: their registrations, their caches, and the scripts at their URLs.
   * Nothing else is deleted. `true`: all options have their defaults.
   * @default false
   * @example { scripts: ['/service-worker.js'], caches: ['pages', 'images'] }
   */
  takeover?: boolean | TakeoverConfig;
  /**
   * The inspector: the page `/__isr`, which shows what is stored, what the worker does, and why. Anybody who visits the
   * site can open it, and sees what their own browser holds.
   * @default false
   */
  inspector?: boolean;
  /**
   * How long to wait for the origin before an expired page is served in its place; at most a day (rule 10).
   * @default '3s'
   */
  networkTimeout?: Duration;
  /** Query parameters that never select a different page, besides built-in ones (`utm_*`, `gclid`, …). @default [] */
  ignoreQuery?: string[];
  /**
   * Paths of this site, as URLPattern pathnames, to which a POST, PUT, PATCH or DELETE changes no page: telemetry,
   * queries. After any other write, each stored page is compared once with the visitor's own before it is served again
   * (rule 36).
   * @default []
   * @example ['/graphql', '/telemetry/*']
   */
  ignoreWrites?: string[];
  /** Workbox plugin objects. @default [] */
  plugins?: IsrPlugin[];
}
