/** All options, and the schema of each. */
import * as v from 'valibot';
import {
  bytesOf,
  count,
  duration,
  fileList,
  flag,
  func,
  lifetime,
  name,
  oneOf,
  page,
  pathList,
  sitePath,
  positiveDuration,
  queryNames,
  required,
  size,
  tags,
  timeout,
} from './fields.js';
import { match, pathPatterns, regExp } from './match-field.js';
import { plugins } from './plugin-field.js';
import { reachability } from './patterns/reachability.js';
import { routeRules } from './route-rules.js';
import { isOptions, section } from './section.js';
import { show } from './show.js';
import { takeover } from './takeover-field.js';
import type {
  AssetsConfig,
  FeedConfig,
  IsrConfig,
  LimitsConfig,
  NotificationConfig,
  RouteConfig,
  SitemapPaths,
  WarmConfig,
} from '../types.js';

type Table<Of> = Record<keyof Of, v.GenericSchema>;

const SITEMAP: Table<SitemapPaths> = { sitemap: sitePath, limit: count };
const sitemap = section(SITEMAP, "an object such as { sitemap: '/sitemap.xml' }", ({ sitemap }, report) => {
  if (sitemap === undefined) report(['sitemap'], "missing; give the sitemap's path, such as '/sitemap.xml'.");
});
const paths = v.optional(
  v.lazy((value) => (typeof value === 'function' ? v.any() : isOptions(value) ? sitemap : pathList)),
);

const ROUTE: Table<RouteConfig> = {
  match: v.optional(match),
  revalidate: lifetime,
  expire: positiveDuration,
  fallback: oneOf(true, 'blocking', false),
  shell: page,
  paths,
  strict: flag,
  tags,
  invalidates: tags,
  eager: flag,
  allowQuery: queryNames,
  audience: oneOf('auto', 'everyone', 'user'),
  reload: oneOf('serve', 'revalidate'),
  validate: func,
  notFoundRevalidate: duration,
  sharedMaxAge: flag,
  pinned: flag,
  includeFetches: flag,
  data: flag,
};

const ASSETS: Table<AssetsConfig> = {
  match: regExp,
  maxEntries: count,
  maxAge: positiveDuration,
  list: fileList,
};
const ASSETS_ALLOWED = `true, false, or an object with ${Object.keys(ASSETS).join(', ')}`;
const assetsSection = section(ASSETS, ASSETS_ALLOWED, ({ list, maxEntries = 300 }, report) => {
  const limit = Number(maxEntries);
  if (Array.isArray(list) && list.length > limit)
    report(['list'], `got ${list.length} paths; allowed: at most maxEntries (${limit}).`);
});

const LIMITS: Table<LimitsConfig> = { maxEntries: count, maxBytes: size, maxPageBytes: size };
const limits = section(LIMITS, `an object with ${Object.keys(LIMITS).join(', ')}`, (options, report) => {
  const { maxBytes, maxPageBytes } = options;
  if ((bytesOf(maxPageBytes) ?? 0) <= (bytesOf(maxBytes) ?? Infinity)) return;
  report(['maxPageBytes'], `got ${show(maxPageBytes)}; allowed: at most maxBytes (${show(maxBytes)}).`);
});

const WARM: Table<WarmConfig> = { concurrency: count, saveData: oneOf('skip', 'ignore') };
const warmSection = section(WARM, 'false, or an object with concurrency, saveData');

const FEED_URL = `a path such as '/_isr/feed', or a URL that begins with https:// or http://`;
const isFeedUrl = (value: unknown): boolean =>
  typeof value === 'string' && /^(?:\/(?!\/)|https?:\/\/.)\S*$/.test(value) && !value.includes('#');
const feedUrl = required(isFeedUrl, FEED_URL);
const FEED: Table<FeedConfig> = { url: v.optional(feedUrl), poll: positiveDuration, events: flag };
const feedSection = section(FEED, `${FEED_URL}; or an object with url, poll, events`, ({ url }, report) => {
  if (url === undefined) report(['url'], `missing; give ${FEED_URL}.`);
});

const NOTIFICATION: Table<NotificationConfig> = {
  title: name,
  body: name,
  icon: name,
  url: sitePath,
  tag: name,
};
const notificationSection = section(
  NOTIFICATION,
  'an object with title, body, icon, url, tag',
  ({ title }, report) => {
    if (title === undefined)
      report(['title'], 'missing; give the words that a notification without its own title has.');
  },
);

const ROUTES = 'an array of at least one route, such as [{ match: "/*" }]';
const route = section(ROUTE, "an object such as { match: '/*', revalidate: '5m' }", routeRules);
const routes = v.lazy((value) =>
  Array.isArray(value) && value.length > 0 ? v.array(route) : required(() => false, ROUTES),
);

const CONFIG: Table<IsrConfig> = {
  deployment: name,
  routes: v.optional(routes),
  shell: page,
  offline: page,
  assets: v.optional(v.lazy((value) => (typeof value === 'boolean' ? v.boolean() : assetsSection))),
  limits: v.optional(limits),
  keepDeployments: count,
  warm: v.optional(v.lazy((value) => (value === false ? v.any() : warmSection))),
  feed: v.optional(v.lazy((value) => (typeof value === 'string' ? feedUrl : feedSection))),
  speculate: flag,
  notification: v.optional(notificationSection),
  takeover,
  inspector: flag,
  networkTimeout: timeout,
  ignoreQuery: queryNames,
  ignoreWrites: pathPatterns,
  plugins,
};

export const configSchema = section(CONFIG, 'an object such as { routes: [...] }', (options, report) => {
  if (options.routes === undefined) report(['routes'], `missing; give ${ROUTES}.`);
  reachability(options, report);
});
