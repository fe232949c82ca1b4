/** `sw-isr/worker`: a whole worker, or a handler for an existing one. Importing it has no side effects. */
import { resolveConfig } from '../config/resolve.js';
import type { IsrConfig } from '../config/types.js';
import { originPolicy } from '../core/policy/origin/origin-policy.js';
import { everyFeature } from './features/every-feature.js';
import { startWith } from './start.js';

export type * from '../config/types.js';
export { IsrError } from '../shared/errors.js';
export {
  isrHandler,
  type HandlerConfig,
  type HandlerOptions,
  type HandlerRoute,
  type IsrHandler,
} from './workbox-handler.js';

/** For the generated worker; not part of the API. @internal */
export { originPolicy } from '../core/policy/origin/origin-policy.js';
export { routePolicy } from '../core/policy/route/route-policy.js';
export { startWith } from './start.js';
export { assetList, assets } from './features/assets.js';
export { feed } from './features/feed.js';
export { offlinePage } from './features/offline-page.js';
export { inspector } from './features/inspector.js';
export { notifications } from './features/notifications.js';
export { originMode } from './features/origin-mode.js';
export { loadingPage, shells } from './features/shells.js';
export { pathLists, strictRoutes } from './features/listed-paths.js';
export { plugins } from './plugins/plugins.js';
export { takeover } from './features/takeover.js';
export { sitemaps, warming } from './features/warming.js';

export interface StartOptions {
  /** The ID for a config that names none. @default 'default' */
  deployment?: string;
}

/**
 * Makes this worker an ISR worker: registers its listeners. Call it during the first run of the script. With an invalid
 * config every request goes to the network (rule 35).
 * @param config the config, or a function that returns it. If the function throws, every request goes to the network.
 * @example
 * import { startIsr } from 'sw-isr/worker';
 * startIsr({ routes: [{ match: '/*', revalidate: '5m' }] });
 */
export function startIsr(
  config: IsrConfig | (() => IsrConfig),
  { deployment = 'default' }: StartOptions = {},
): void {
  const read = (): IsrConfig => (typeof config === 'function' ? config() : config);
  startWith(everyFeature(), () => resolveConfig(read(), deployment, { origin: originPolicy }));
}
