/** Every kind of request that a visitor can make of the worker. */

export interface Kind {
  readonly name: string;
  /** The first part of its paths; the server and the config know it. */
  readonly room: string;
  readonly how:
    'navigate' | 'fetch' | 'script' | 'post' | 'revalidate' | 'prefetch' | 'push' | 'feed' | 'clear-user';
  /** The page is stored before the fault strikes. */
  readonly isStored?: boolean;
  readonly isOffline?: boolean;
  /** The worker takes no such request, so that nothing of it can be struck. */
  readonly isLeftAlone?: boolean;
  /** The site has a revalidation feed. It is asked at visits too, so that the others are played without one. */
  readonly hasFeed?: boolean;
  /** The worker is started by the request, and finds a filled hot tier. The others have been running for a while. */
  readonly hasJustStarted?: boolean;
}

const RUNNING: readonly Kind[] = [
  { name: 'fresh hit', room: 'fresh', how: 'navigate', isStored: true },
  { name: 'stale hit', room: 'stale', how: 'navigate', isStored: true },
  { name: 'expired', room: 'expired', how: 'navigate', isStored: true },
  { name: 'miss', room: 'miss', how: 'navigate' },
  { name: 'miss, shell', room: 'shell', how: 'navigate' },
  { name: '404', room: 'gone', how: 'navigate' },
  { name: 'SSR', room: 'ssr', how: 'navigate', isLeftAlone: true },
  { name: 'origin mode', room: 'origin', how: 'navigate', isStored: true },
  { name: 'origin, miss', room: 'origin', how: 'navigate' },
  { name: 'data', room: 'data', how: 'fetch', isStored: true },
  { name: 'asset', room: 'assets', how: 'script', isStored: true },
  { name: 'revalidate()', room: 'fresh', how: 'revalidate', isStored: true },
  { name: 'push', room: 'fresh', how: 'push', isStored: true },
  { name: 'prefetch()', room: 'fresh', how: 'prefetch' },
  { name: 'POST', room: 'fresh', how: 'post', isStored: true },
  { name: 'logged in', room: 'private', how: 'navigate' },
  { name: 'user’s page', room: 'mine', how: 'navigate', isStored: true },
  { name: 'clearUser()', room: 'mine', how: 'clear-user', isStored: true },
  { name: 'redirect', room: 'moved', how: 'navigate' },
  { name: 'offline', room: 'fresh', how: 'navigate', isStored: true, isOffline: true },
  { name: 'offline, miss', room: 'miss', how: 'navigate', isOffline: true },
  { name: 'feed', room: 'fresh', how: 'feed', isStored: true, hasFeed: true },
];

/** Those whose answer can come from the hot tier, and those that write while it is read. */
const READING_THE_TIER = [
  ...[
    'fresh hit',
    'stale hit',
    'expired',
    'miss',
    'data',
    'revalidate()',
    'POST',
    'user’s page',
    'clearUser()',
  ],
  ...['offline', 'offline, miss'],
];

export const KINDS: readonly Kind[] = [
  ...RUNNING,
  ...RUNNING.filter(({ name }) => READING_THE_TIER.includes(name)).map((kind) => ({
    ...kind,
    name: `${kind.name}, just started`,
    hasJustStarted: true,
  })),
];

export const CONFIG = (deployment: string, hasFeed: boolean): string => `
import { defineConfig } from 'sw-isr';
export default defineConfig({
  deployment: '${deployment}',
  ${hasFeed ? "feed: { url: '/harness/feed', events: false }," : ''}
  routes: [
    { match: '/ssr/*', revalidate: 0 },
    { match: '/blank', revalidate: 0 },
    { match: '/origin/*', revalidate: 'origin' },
    { match: '/data/*', revalidate: 3600, data: true },
    { match: '/shell/*', revalidate: 3600, fallback: true },
    { match: '/mine/*', revalidate: 3600, audience: 'user' },
    { match: '/stale/*', revalidate: 60 },
    { match: '/expired/*', revalidate: 60, expire: 120 },
    { match: '/kept/*', revalidate: 3600, pinned: true },
    { match: '/*', revalidate: 3600 },
  ],
});`;
