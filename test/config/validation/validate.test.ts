/** Each wrong config gives exactly these faults; each right one gives none. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defineConfig } from '../../../src/config/define-config.js';
import type { IsrConfig } from '../../../src/config/types.js';
import { findFaults } from '../../../src/config/validation/validate.js';
import { IsrError } from '../../../src/shared/errors.js';

const DURATION = `a number of seconds, or a string such as '60s', '15m', '1h', '7d'`;
const LIFETIME = `${DURATION}; false; 0; 'origin'`;
const POSITIVE = `${DURATION}, greater than 0`;
const TIMEOUT = `${POSITIVE} and at most '1d'`;
const SIZE = `a number of bytes, or a string such as '500kB', '50MB', '1GB', greater than 0`;
const NAME = 'text that is not empty and has no line breaks or control characters';
const PAGE = "a path of this site that begins with '/', or a string of HTML";
const PATH = "a path of this site that begins with '/'";
const PATHNAME = "a URLPattern pathname that begins with '/', such as '/products/:id'";
const MATCH = "a pathname such as '/products/:id', { pathname, search }, a RegExp or a function";
const ROUTES = 'an array of at least one route, such as [{ match: "/*" }]';
const HOOKS = 'requestWillFetch, fetchDidSucceed, fetchDidFail, cacheWillUpdate, cacheDidUpdate';
const FEED = "a path such as '/_isr/feed', or a URL that begins with https:// or http://";
const SYNTAX = 'https://developer.mozilla.org/docs/Web/API/URL_Pattern_API#pattern_syntax';

/** A config whose only route has these options. */
const route = (options: object) => ({ routes: [{ match: '/*', ...options }] });
/** A sound config with these options beside its route. */
const config = (options: object) => ({ routes: [{ match: '/*' }], ...options });
const matches = (...all: unknown[]) => ({ routes: all.map((match) => ({ match })) });

const SCRIPT = "the path of a script other than sw-isr's own, such as '/service-worker.js', without a query";

const WRONG: [name: string, config: unknown, ...faults: string[]][] = [
  ['a number', 42, ': got 42; allowed: an object such as { routes: [...] }.'],
  ['null', null, ': got null; allowed: an object such as { routes: [...] }.'],
  ['an array', [], ': got an empty array; allowed: an object such as { routes: [...] }.'],
  ['a promise', Promise.resolve({}), ': got a promise; allowed: an object such as { routes: [...] }.'],
  ['a function', () => ({}), ': got a function; allowed: an object such as { routes: [...] }.'],
  ['no routes', {}, `routes: missing; give ${ROUTES}.`],
  ['routes that are no array', { routes: {} }, `routes: got an object; allowed: ${ROUTES}.`],
  ['empty routes', { routes: [] }, `routes: got an empty array; allowed: ${ROUTES}.`],
  [
    'a route that is no object',
    { routes: ['/*'] },
    "routes[0]: got '/*'; allowed: an object such as { match: '/*', revalidate: '5m' }.",
  ],
  [
    'an unknown option',
    config({ colour: 1 }),
    'colour: unknown option; allowed: deployment, routes, shell, offline, assets, limits, keepDeployments, ' +
      'warm, feed, speculate, notification, takeover, inspector, networkTimeout, ignoreQuery, ignoreWrites, plugins.',
  ],
  [
    'a misspelt option',
    config({ keepDeployment: 2 }),
    'keepDeployment: unknown option; did you mean "keepDeployments"?',
  ],
  [
    'a misspelt option of a route',
    route({ revaldate: 60 }),
    'routes[0].revaldate: unknown option; did you mean "revalidate"?',
  ],
  [
    'an option in quotes',
    config({ 'a-b c': 1, limits: { 'x y': 2 } }),
    'limits["x y"]: unknown option; allowed: maxEntries, maxBytes, maxPageBytes.',
    '["a-b c"]: unknown option; allowed: deployment, routes, shell, offline, assets, limits, keepDeployments, ' +
      'warm, feed, speculate, notification, takeover, inspector, networkTimeout, ignoreQuery, ignoreWrites, plugins.',
  ],
  [
    'a route without match',
    { routes: [{ revalidate: 60 }] },
    "routes[0].match: missing; give a pathname such as '/products/:id', a RegExp or a function.",
  ],
  ['a match of another type', matches(7), `routes[0].match: got 7; allowed: ${MATCH}.`],
  ['an empty pattern', matches({}), `routes[0].match: got an empty object; allowed: ${MATCH}.`],
  [
    'a pattern with another component',
    matches({ pathname: '/a', hostname: 'x' }),
    'routes[0].match.hostname: unknown option; allowed: pathname, search.',
  ],
  [
    'a pathname of another type',
    matches({ pathname: 3 }),
    `routes[0].match.pathname: got 3; allowed: ${PATHNAME}.`,
  ],
  [
    'a search of another type',
    matches({ search: 3 }),
    "routes[0].match.search: got 3; allowed: a URLPattern search, such as 'page=:page'.",
  ],
  [
    'a pathname without its slash',
    matches('products/:id'),
    `routes[0].match: got 'products/:id'; allowed: ${PATHNAME}. Did you mean '/products/:id'?`,
  ],
  [
    'a whole URL',
    matches('https://example.com/*'),
    `routes[0].match: got 'https://example.com/*'; allowed: ${PATHNAME}.`,
  ],
  [
    'a pattern that cannot be read',
    matches('/a/('),
    `routes[0].match: got '/a/(', which is not a valid URLPattern pathname; see ${SYNTAX}.`,
  ],
  [
    'a search that cannot be read',
    matches({ search: '{' }),
    `routes[0].match.search: got '{', which is not a valid URLPattern search; see ${SYNTAX}.`,
  ],
  [
    'a group that browsers compile otherwise than Node',
    matches('/:slug([\\w-]+)', { search: 'q=:q([^/]+)' }),
    `routes[0].match: got '/:slug([\\\\w-]+)'; browsers reject its group '([\\\\w-]+)', because they compile it with ` +
      'the RegExp flag v. Write a backslash before - and / within [ ].',
    `routes[1].match.search: got 'q=:q([^/]+)'; browsers reject its group '([^/]+)', because they compile it with ` +
      'the RegExp flag v. Write a backslash before - and / within [ ].',
  ],
  [
    'a RegExp that remembers where it stopped',
    matches(/^\/a/g),
    'routes[0].match: got /^\\/a/g; allowed: a RegExp without the flags g and y.',
  ],
  [
    'a duration with a space',
    route({ revalidate: '60 s' }),
    `routes[0].revalidate: got '60 s'; allowed: ${LIFETIME}. Did you mean '60s'?`,
  ],
  [
    'a duration in words',
    route({ revalidate: '5 min' }),
    `routes[0].revalidate: got '5 min'; allowed: ${LIFETIME}. Did you mean '5m'?`,
  ],
  [
    'a duration in weeks',
    route({ expire: '1w' }),
    `routes[0].expire: got '1w'; allowed: ${POSITIVE}. Did you mean '7d'?`,
  ],
  [
    'a duration without a unit',
    route({ revalidate: '60' }),
    `routes[0].revalidate: got '60'; allowed: ${LIFETIME}. Did you mean '60s'?`,
  ],
  [
    'a misspelt word for a duration',
    route({ revalidate: 'orgin' }),
    `routes[0].revalidate: got 'orgin'; allowed: ${LIFETIME}. Did you mean 'origin'?`,
  ],
  ['a negative duration', route({ revalidate: -1 }), `routes[0].revalidate: got -1; allowed: ${LIFETIME}.`],
  ['NaN', route({ revalidate: NaN }), `routes[0].revalidate: got NaN; allowed: ${LIFETIME}.`],
  [
    'an infinite duration',
    route({ revalidate: Infinity }),
    `routes[0].revalidate: got Infinity; allowed: ${LIFETIME}.`,
  ],
  ['revalidate: true', route({ revalidate: true }), `routes[0].revalidate: got true; allowed: ${LIFETIME}.`],
  ['expire: 0', route({ expire: 0 }), `routes[0].expire: got 0; allowed: ${POSITIVE}.`],
  [
    'an expire that is not greater',
    route({ revalidate: '1h', expire: 3600 }),
    "routes[0].expire: got 3600; allowed: a duration greater than revalidate ('1h').",
  ],
  [
    'a revalidate beyond the default expire',
    route({ revalidate: '60d' }),
    "routes[0].revalidate: got '60d'; allowed: a duration less than expire ('31d' by default). Shorten it, or give a longer expire.",
  ],
  [
    'options of a route that is never stored',
    route({ revalidate: 0, tags: ['a'], expire: '1h' }),
    'routes[0].revalidate: got 0: the route is never stored, so expire, tags have no effect. ' +
      'Remove them, or give a duration greater than 0.',
  ],
  [
    'an option of a route that is never stored',
    route({ revalidate: '0s', fallback: true }),
    "routes[0].revalidate: got '0s': the route is never stored, so fallback has no effect. " +
      'Remove it, or give a duration greater than 0.',
  ],
  [
    'a shortened fallback',
    route({ fallback: 'block' }),
    "routes[0].fallback: got 'block'; allowed: true, 'blocking', false. Did you mean 'blocking'?",
  ],
  [
    'a boolean in quotes',
    route({ fallback: 'true' }),
    "routes[0].fallback: got 'true'; allowed: true, 'blocking', false. Did you mean true?",
  ],
  [
    'fallback: null',
    route({ fallback: null }),
    "routes[0].fallback: got null; allowed: true, 'blocking', false.",
  ],
  [
    'fallback: false without paths',
    route({ fallback: false }),
    'routes[0].paths: missing; with fallback: false only the paths listed here are cached.',
  ],
  [
    'a sitemap without its path',
    route({ paths: { limit: 10 } }),
    "routes[0].paths.sitemap: missing; give the sitemap's path, such as '/sitemap.xml'.",
  ],
  [
    'a sitemap on another site',
    route({ paths: { sitemap: 'https://cdn.example/sitemap.xml' } }),
    `routes[0].paths.sitemap: got 'https://cdn.example/sitemap.xml'; allowed: ${PATH}.`,
  ],
  [
    'a misspelt limit of a sitemap',
    route({ paths: { sitemap: '/sitemap.xml', limits: 10 } }),
    'routes[0].paths.limits: unknown option; did you mean "limit"?',
  ],
  [
    'a concurrency of nothing',
    config({ warm: { concurrency: 0 } }),
    'warm.concurrency: got 0; allowed: a whole number from 1.',
  ],
  [
    'warm: true',
    config({ warm: true }),
    'warm: got true; allowed: false, or an object with concurrency, saveData.',
  ],
  [
    'a wish to save data that is none',
    config({ warm: { saveData: 'skips' } }),
    "warm.saveData: got 'skips'; allowed: 'skip', 'ignore'. Did you mean 'skip'?",
  ],
  [
    'invalidates that is no list',
    route({ invalidates: 'products' }),
    "routes[0].invalidates: got 'products'; allowed: an array of tags, such as ['products'], or a function that returns one.",
  ],
  [
    'paths that are no array',
    route({ fallback: false, paths: '/a' }),
    "routes[0].paths: got '/a'; allowed: an array of paths, such as ['/', '/about'], a function that returns one, or { sitemap: '/sitemap.xml' }.",
  ],
  [
    'a path of another site',
    route({ fallback: false, paths: ['/a', '//b.example/'] }),
    `routes[0].paths[1]: got '//b.example/'; allowed: ${PATH}.`,
  ],
  [
    'a path whose backslash names another host',
    route({ shell: '/\\b.example/', paths: ['/\\['] }),
    `routes[0].shell: got '/\\\\b.example/'; allowed: ${PAGE}.`,
    `routes[0].paths[0]: got '/\\\\['; allowed: ${PATH}.`,
  ],
  [
    'strict without fallback: false',
    route({ strict: true }),
    'routes[0].strict: has no effect without fallback: false. Add fallback: false, or remove strict.',
  ],
  ['a flag that is none', route({ pinned: 'yes' }), "routes[0].pinned: got 'yes'; allowed: true, false."],
  [
    'a shell that is neither a path nor HTML',
    route({ shell: 'shells/product' }),
    `routes[0].shell: got 'shells/product'; allowed: ${PAGE}. Did you mean '/shells/product'?`,
  ],
  ['an empty shell', config({ shell: '' }), `shell: got ''; allowed: ${PAGE}.`],
  [
    'an offline page elsewhere',
    config({ offline: '//x.example/' }),
    `offline: got '//x.example/'; allowed: ${PAGE}.`,
  ],
  [
    'tags that are no array',
    route({ tags: 'products' }),
    "routes[0].tags: got 'products'; allowed: an array of tags, such as ['products'], or a function that returns one.",
  ],
  [
    'a tag that is no text',
    route({ tags: ['a', 3, ''] }),
    `routes[0].tags[1]: got 3; allowed: ${NAME}.`,
    `routes[0].tags[2]: got ''; allowed: ${NAME}.`,
  ],
  [
    'allowQuery that is no array',
    route({ allowQuery: 'page' }),
    "routes[0].allowQuery: got 'page'; allowed: an array of query parameter names, such as ['page'].",
  ],
  [
    'a parameter that is no text',
    route({ allowQuery: [1] }),
    `routes[0].allowQuery[0]: got 1; allowed: ${NAME}.`,
  ],
  [
    'another audience',
    route({ audience: 'users' }),
    "routes[0].audience: got 'users'; allowed: 'auto', 'everyone', 'user'. Did you mean 'user'?",
  ],
  [
    'a misspelt audience',
    route({ audience: 'autom' }),
    "routes[0].audience: got 'autom'; allowed: 'auto', 'everyone', 'user'. Did you mean 'auto'?",
  ],
  [
    'an audience of a route that is never stored',
    route({ revalidate: 0, audience: 'auto' }),
    'routes[0].revalidate: got 0: the route is never stored, so audience has no effect. ' +
      'Remove it, or give a duration greater than 0.',
  ],
  [
    'another reload',
    route({ reload: 'revalidat' }),
    "routes[0].reload: got 'revalidat'; allowed: 'serve', 'revalidate'. Did you mean 'revalidate'?",
  ],
  [
    'a validate that is no function',
    route({ validate: true }),
    'routes[0].validate: got true; allowed: a function.',
  ],
  [
    'a wrong lifetime of 404s',
    route({ notFoundRevalidate: false }),
    `routes[0].notFoundRevalidate: got false; allowed: ${DURATION}.`,
  ],
  [
    "sharedMaxAge without revalidate: 'origin'",
    route({ sharedMaxAge: true }),
    "routes[0].sharedMaxAge: has no effect without revalidate: 'origin'. Set revalidate: 'origin', or remove sharedMaxAge.",
  ],
  [
    'a route after one that takes everything',
    matches('/*', '/products/:id'),
    "routes[1].match: unreachable: routes[0] ('/*') takes every request of '/products/:id'. " +
      'Move this route before it, or remove it.',
  ],
  [
    'a function after a route that takes everything',
    matches({ pathname: '/(.*)' }, () => true),
    "routes[1].match: unreachable: routes[0] ('/(.*)') takes every request of a function. " +
      'Move this route before it, or remove it.',
  ],
  [
    'a path within one that is taken',
    matches('/blog/*', '/blog/:slug'),
    "routes[1].match: unreachable: routes[0] ('/blog/*') takes every request of '/blog/:slug'. " +
      'Move this route before it, or remove it.',
  ],
  [
    'a path that a pattern before it takes',
    matches('/products/:id', '/products/new'),
    "routes[1].match: unreachable: routes[0] ('/products/:id') takes every request of '/products/new'. " +
      'Move this route before it, or remove it.',
  ],
  [
    'a path that a RegExp before it takes',
    matches(/^\/a/, '/about'),
    "routes[1].match: unreachable: routes[0] (/^\\/a/) takes every request of '/about'. " +
      'Move this route before it, or remove it.',
  ],
  [
    'the same match twice',
    matches('/a', /b/, { pathname: '/a' }, /b/, { search: 'x=1' }, { search: 'x=1' }),
    "routes[2].match: duplicate: routes[0].match is '/a' too. Remove one.",
    'routes[3].match: duplicate: routes[1].match is /b/ too. Remove one.',
    "routes[5].match: duplicate: routes[4].match is { search: 'x=1' } too. Remove one.",
  ],
  [
    'a feed that is a number',
    config({ feed: 7 }),
    `feed: got 7; allowed: ${FEED}; or an object with url, poll, events.`,
  ],
  ['a feed that is no path', config({ feed: 'feed' }), `feed: got 'feed'; allowed: ${FEED}.`],
  ['a feed of another protocol', config({ feed: 'ftp://a' }), `feed: got 'ftp://a'; allowed: ${FEED}.`],
  [
    'a notification without a title',
    config({ notification: { body: 'News' } }),
    'notification.title: missing; give the words that a notification without its own title has.',
  ],
  [
    'a notification that leads to another site',
    config({ notification: { title: 'a', url: '//b' } }),
    "notification.url: got '//b'; allowed: a path of this site that begins with '/'.",
  ],
  ['a feed without a URL', config({ feed: {} }), `feed.url: missing; give ${FEED}.`],
  [
    'wrong options of the feed',
    config({ feed: { url: '//a', poll: 0, events: 1, pol: 1 } }),
    `feed.url: got '//a'; allowed: ${FEED}.`,
    `feed.poll: got 0; allowed: ${POSITIVE}.`,
    'feed.events: got 1; allowed: true, false.',
    'feed.pol: unknown option; did you mean "poll"?',
  ],
  [
    'assets that are no object',
    config({ assets: 'all' }),
    "assets: got 'all'; allowed: true, false, or an object with match, maxEntries, maxAge, list.",
  ],
  [
    'wrong options of assets',
    config({ assets: { match: '*.css', maxEntries: 0, maxAge: 0, maxage: 1 } }),
    "assets.match: got '*.css'; allowed: a RegExp without the flags g and y.",
    'assets.maxEntries: got 0; allowed: a whole number from 1.',
    `assets.maxAge: got 0; allowed: ${POSITIVE}.`,
    'assets.maxage: unknown option; did you mean "maxAge"?',
  ],
  [
    'lists of assets that are none',
    config({ assets: { list: '/app.js' } }),
    "assets.list: got '/app.js'; allowed: an array of paths, such as ['/assets/settings-3f9a.js'], " +
      'or a function that returns one.',
  ],
  [
    'listed assets that are no paths of the site',
    config({ assets: { list: ['/a.js', 'b.js', 'https://cdn.test/c.js'] } }),
    "assets.list[1]: got 'b.js'; allowed: a path of this site that begins with '/'.",
    "assets.list[2]: got 'https://cdn.test/c.js'; allowed: a path of this site that begins with '/'.",
  ],
  [
    'more listed assets than are kept',
    config({ assets: { maxEntries: 1, list: ['/a.js', '/b.js'] } }),
    'assets.list: got 2 paths; allowed: at most maxEntries (1).',
  ],
  [
    'wrong limits',
    config({ limits: { maxEntries: '5', maxBytes: '50 MB', maxPageBytes: 0 } }),
    "limits.maxEntries: got '5'; allowed: a whole number from 1. Did you mean 5?",
    `limits.maxBytes: got '50 MB'; allowed: ${SIZE}. Did you mean '50MB'?`,
    `limits.maxPageBytes: got 0; allowed: ${SIZE}.`,
  ],
  [
    'limits that are no object',
    config({ limits: '50MB' }),
    "limits: got '50MB'; allowed: an object with maxEntries, maxBytes, maxPageBytes.",
  ],
  [
    'pages larger than all pages',
    config({ limits: { maxBytes: '1MB', maxPageBytes: '2MB' } }),
    "limits.maxPageBytes: got '2MB'; allowed: at most maxBytes ('1MB').",
  ],
  [
    'keepDeployments: 0',
    config({ keepDeployments: 0 }),
    'keepDeployments: got 0; allowed: a whole number from 1.',
  ],
  [
    'half a deployment',
    config({ keepDeployments: 1.5 }),
    'keepDeployments: got 1.5; allowed: a whole number from 1.',
  ],
  ['networkTimeout: 0', config({ networkTimeout: '0s' }), `networkTimeout: got '0s'; allowed: ${TIMEOUT}.`],
  [
    'a networkTimeout beyond what a timer can wait',
    config({ networkTimeout: '30d' }),
    `networkTimeout: got '30d'; allowed: ${TIMEOUT}.`,
  ],
  [
    'a networkTimeout in milliseconds',
    config({ networkTimeout: '1500ms' }),
    `networkTimeout: got '1500ms'; allowed: ${TIMEOUT}. Did you mean '1.5s'?`,
  ],
  ['an empty deployment', config({ deployment: '' }), `deployment: got ''; allowed: ${NAME}.`],
  [
    'a deployment with a line break',
    config({ deployment: 'abc\n' }),
    `deployment: got 'abc\\n'; allowed: ${NAME}. Did you mean 'abc'?`,
  ],
  [
    'ignoreQuery that is no array',
    config({ ignoreQuery: { ref: true } }),
    "ignoreQuery: got an object; allowed: an array of query parameter names, such as ['page'].",
  ],
  [
    'ignoreWrites that are no array',
    config({ ignoreWrites: '/graphql' }),
    "ignoreWrites: got '/graphql'; allowed: an array of URLPattern pathnames, such as ['/graphql', '/telemetry/*'].",
  ],
  [
    'ignoreWrites that are no pathnames, or can’t be read',
    config({ ignoreWrites: ['graphql', 'https://x.example/', 7, '/a/(', '/:x([a-z-])'] }),
    `ignoreWrites[0]: got 'graphql'; allowed: ${PATHNAME}. Did you mean '/graphql'?`,
    `ignoreWrites[1]: got 'https://x.example/'; allowed: ${PATHNAME}.`,
    `ignoreWrites[2]: got 7; allowed: ${PATHNAME}.`,
    `ignoreWrites[3]: got '/a/(', which is not a valid URLPattern pathname; see ${SYNTAX}.`,
    `ignoreWrites[4]: got '/:x([a-z-])'; browsers reject its group '([a-z-])', because they compile it with ` +
      'the RegExp flag v. Write a backslash before - and / within [ ].',
  ],
  [
    'plugins that are no array',
    config({ plugins: {} }),
    'plugins: got an object; allowed: an array of plugins.',
  ],
  [
    'plugins without hooks',
    config({ plugins: [{}, 'x'] }),
    `plugins[0]: got an object without a hook; allowed: an object with at least one of the hooks ${HOOKS}.`,
    `plugins[1]: got 'x'; allowed: an object with at least one of the hooks ${HOOKS}.`,
  ],
  [
    'misspelt and wrong hooks',
    config({ plugins: [{ cacheWillUpdat: () => null }, { fetchDidFail: true }, { onFetch() {} }] }),
    'plugins[0].cacheWillUpdat: unknown hook; did you mean "cacheWillUpdate"?',
    'plugins[1].fetchDidFail: got true; allowed: a function.',
    `plugins[2].onFetch: unknown hook; allowed: ${HOOKS}.`,
  ],
  [
    'a takeover that is no object',
    config({ takeover: 'next-pwa' }),
    "takeover: got 'next-pwa'; allowed: true, false, or an object with caches, scripts, scopes.",
  ],
  [
    'a misspelt option of a takeover',
    config({ takeover: { cache: [] } }),
    'takeover.cache: unknown option; did you mean "caches"?',
  ],
  [
    'old caches that have no name',
    config({ takeover: { caches: ['', 1, /a/g] } }),
    `takeover.caches[0]: got ''; allowed: ${NAME}.`,
    'takeover.caches[1]: got 1; allowed: a cache name or a RegExp.',
    'takeover.caches[2]: got /a/g; allowed: a RegExp without the flags g and y.',
  ],
  [
    'an old worker at the URL of this one',
    config({ takeover: { scripts: ['/sw.js'] } }),
    "takeover.scripts[0]: got '/sw.js', where this worker replaces the old one without a further script. Leave it out.",
  ],
  [
    'old workers where no script can be written',
    config({ takeover: { scripts: ['/sw-isr.js', '/a/../b.js', '/old.js?v=1', '/app/', 'old.js'] } }),
    `takeover.scripts[0]: got '/sw-isr.js'; allowed: ${SCRIPT}.`,
    `takeover.scripts[1]: got '/a/../b.js'; allowed: ${SCRIPT}.`,
    `takeover.scripts[2]: got '/old.js?v=1'; allowed: ${SCRIPT}.`,
    `takeover.scripts[3]: got '/app/'; allowed: ${SCRIPT}.`,
    `takeover.scripts[4]: got 'old.js'; allowed: ${PATH}.`,
  ],
  [
    'a scope that is no path',
    config({ takeover: { scopes: ['app', '/a?b'] } }),
    `takeover.scopes[0]: got 'app'; allowed: ${PATH}.`,
    "takeover.scopes[1]: got '/a?b'; allowed: a path such as '/app/', without a query.",
  ],
  [
    'a hook of Workbox’ strategies',
    config({ plugins: [{ handlerDidError: () => undefined }] }),
    'plugins[0].handlerDidError: a Workbox hook that is not run. Only isrHandler() runs it, in a worker of your own.',
  ],
  [
    'a plugin that changes stored responses',
    config({ plugins: [{ cachedResponseWillBeUsed: () => undefined }] }),
    'plugins[0].cachedResponseWillBeUsed: a Workbox hook that is not run. Use revalidate and expire: they say how long a stored page is served.',
  ],
  [
    'an ExpirationPlugin',
    config({
      plugins: [{ cachedResponseWillBeUsed: () => undefined, deleteCacheAndMetadata: () => undefined }],
    }),
    'plugins[0]: workbox-expiration counts entries of Cache Storage, and pages are in IndexedDB. Use revalidate and expire for their age, and limits for their number and size.',
  ],
  [
    'a hook of Workbox that is not run',
    config({ plugins: [{ cacheDidUpdate() {}, cacheKeyWillBeUsed() {} }] }),
    'plugins[0].cacheKeyWillBeUsed: a Workbox hook that is not run. Use allowQuery or ignoreQuery, or the header Vary: they say which requests share a page.',
  ],
];

const RIGHT: [name: string, config: IsrConfig][] = [
  ['the smallest', { routes: [{ match: '/*' }] }],
  [
    'one with every option',
    {
      deployment: '2024-05-01.3',
      routes: [
        { match: '/account{/*}?', revalidate: 0, fallback: 'blocking' },
        { match: /^\/preview\//i, revalidate: '10s', reload: 'revalidate', audience: 'user' },
        {
          match: '/products/:id',
          revalidate: 60,
          expire: '7d',
          fallback: true,
          shell: '/shells/product',
          tags: ({ params }) => [`product:${params.id ?? ''}`],
          allowQuery: [],
          validate: () => true,
          notFoundRevalidate: 0,
          pinned: true,
          audience: 'auto',
          includeFetches: false,
          data: false,
        },
        { match: '/docs/*', fallback: false, paths: ['/docs/'], strict: true, tags: ['docs'] },
        { match: { pathname: '/list', search: 'page=:page' }, revalidate: 'origin', sharedMaxAge: true },
        { match: '/list', revalidate: false, expire: '1h', audience: 'everyone' },
        { match: ({ url }) => url.pathname === '/', revalidate: '1.5h' },
        { match: '/*', revalidate: '60d', expire: '90d' },
      ],
      shell: '<!doctype html><p>Loading</p>',
      offline: '/offline',
      assets: { match: /\.css$/, maxEntries: 10, maxAge: '7d', list: ['/assets/part-3f9a.js'] },
      limits: { maxEntries: 1, maxBytes: '1GB', maxPageBytes: 500 },
      keepDeployments: 1,
      networkTimeout: '1.5s',
      ignoreQuery: ['ref', 'mc_*'],
      ignoreWrites: ['/graphql', '/telemetry/*', '/:lang(de|fr)/log', '/:slug([\\w\\-]+)'],
      plugins: [{ cacheWillUpdate: ({ response }) => response }],
    },
  ],
  ['assets that a function lists', { routes: [{ match: '/*' }], assets: { list: async () => ['/a.js'] } }],
  [
    'options that are undefined',
    {
      deployment: undefined,
      limits: undefined,
      routes: [{ match: '/*', tags: undefined, paths: undefined }],
    },
  ],
  [
    'routes that only look taken',
    {
      routes: [
        { match: '/blog/*' },
        { match: '/blog/:slug?' },
        { match: '/blogs' },
        { match: { pathname: '/a/*', search: 'x=1' } },
        { match: '/a/b' },
        { match: '/:lang/about' },
        { match: '/about' },
        { match: /^\/c/ },
        { match: '/:c(c.*)' },
      ],
    },
  ],
  [
    'a class with methods of its own as a plugin',
    {
      routes: [{ match: '/*' }],
      plugins: [
        new (class {
          cacheDidUpdate(): void {
            this.count();
          }
          count(): void {
            return undefined;
          }
        })(),
      ],
    },
  ],
];

describe('the validation of a config', () => {
  for (const [name, wrong, ...expected] of WRONG) {
    it(`refuses ${name}`, () => {
      const faults = findFaults(wrong).map(({ path, message }) => `${path}: ${message}`);
      assert.deepEqual(faults, expected);
    });
  }
  for (const [name, right] of RIGHT) {
    it(`accepts ${name}`, () => assert.equal(defineConfig(right), right));
  }
});

describe('defineConfig', () => {
  it('names every fault in one error', () => {
    const wrong = { routes: [{ match: 'a', fallbck: true }] } as unknown as IsrConfig;
    assert.throws(
      () => defineConfig(wrong),
      (error: unknown) => {
        assert.ok(error instanceof IsrError);
        assert.equal(error.code, 'invalid-config');
        assert.equal(
          error.message,
          'Failed to read "isr.config": 2 faults. Correct each:\n' +
            `  routes[0].match: got 'a'; allowed: ${PATHNAME}. Did you mean '/a'?\n` +
            '  routes[0].fallbck: unknown option; did you mean "fallback"?',
        );
        assert.deepEqual(
          (error.cause as { path: string }[]).map(({ path }) => path),
          ['routes[0].match', 'routes[0].fallbck'],
        );
        return true;
      },
    );
  });
});
