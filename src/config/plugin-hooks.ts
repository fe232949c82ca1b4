/** Which of Workbox's hooks sw-isr runs, and what takes the place of the others. */
import type { HandlerPlugin, IsrPlugin } from './plugin-types.js';

/** The hooks that every worker runs. */
export const HOOKS: readonly (keyof IsrPlugin)[] = [
  'requestWillFetch',
  'fetchDidSucceed',
  'fetchDidFail',
  'cacheWillUpdate',
  'cacheDidUpdate',
];

/** The hooks of Workbox's strategies, which `isrHandler()` runs as well. */
export const HANDLER_HOOKS: readonly Exclude<keyof HandlerPlugin, keyof IsrPlugin>[] = [
  'handlerWillStart',
  'handlerDidError',
  'handlerWillRespond',
  'handlerDidRespond',
  'handlerDidComplete',
];

/** The hooks that are run nowhere, and what to use instead. */
export const REFUSED_HOOKS: Readonly<Record<string, string>> = {
  cacheKeyWillBeUsed:
    'Use allowQuery or ignoreQuery, or the header Vary: they say which requests share a page.',
  cachedResponseWillBeUsed: 'Use revalidate and expire: they say how long a stored page is served.',
};

/** `ExpirationPlugin` of Workbox and of Serwist. */
export const isExpiration = (plugin: object): boolean => 'deleteCacheAndMetadata' in plugin;

export const EXPIRATION =
  'workbox-expiration counts entries of Cache Storage, and pages are in IndexedDB. Use revalidate and expire for their age, and limits for their number and size.';
