import { offlinePageFor } from '../offline/built-in-offline-page.js';
import { builtInOfflinePage } from '../offline/offline-response.js';
import type { Feature } from './feature.js';

/** The built-in offline page, for configs without `offline` (rule 13). */
export const offlinePage = (): Feature => ({
  install: (context) => builtInOfflinePage.provide(context, offlinePageFor),
});
