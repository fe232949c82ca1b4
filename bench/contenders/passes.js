/** What each does, after it has stored a page, to see whether anything has to go. */
import { CacheExpiration } from 'workbox-expiration/CacheExpiration.js';
import { openIndexedDbStore } from '../../src/storage/tables/indexed-db.ts';

globalThis.openPass = {
  'sw-isr': async () => {
    const store = await openIndexedDbStore(() => undefined);
    return () => store.evict({ maxEntries: 200_000, maxBytes: 9e9 });
  },
  workbox: async () => {
    const expiration = new CacheExpiration('pages', { maxEntries: 200_000, maxAgeSeconds: 7 * 24 * 3600 });
    return () => expiration.expireEntries();
  },
};
