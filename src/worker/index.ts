/** `sw-isr/worker`: everything, or one handler for a worker of one's own. Importing it does nothing. */
import type { IsrConfig } from '../config/types.js';
import { everyFeature } from './features/every-feature.js';
import { startWith, type StartOptions } from './start.js';

export type * from '../config/types.js';
export { IsrError } from '../shared/errors.js';
export { isrHandler, type HandlerConfig, type HandlerOptions, type HandlerRoute } from './workbox-handler.js';

/** For the worker that the build generates; not part of the API. @internal */
export { startWith } from './start.js';
export type { StartOptions } from './start.js';
export { assetList, assets } from './features/assets.js';
export { offlinePage } from './features/offline-page.js';
export { pathLists } from './features/listed-paths.js';
export { originMode } from './features/origin-mode.js';
export { loadingPage, shells } from './features/shells.js';
export { strictRoutes } from './features/strict-routes.js';
export { sitemaps, warming } from './features/warming.js';

/**
 * Makes this worker an ISR worker: registers its listeners, and does nothing else until an event comes.
 * Call it while the script is first run. A config that can't be read leaves every request to the network (rule 35).
 * @param config the config, or a function that returns it: one that throws leaves every request to the network too
 * @example
 * import { startIsr } from 'sw-isr/worker';
 * startIsr({ routes: [{ match: '/*', revalidate: '5m' }] });
 */
export const startIsr = (config: IsrConfig | (() => IsrConfig), options?: StartOptions): void =>
  startWith(everyFeature(), config, options);
