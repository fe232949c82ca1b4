/** `sw-isr/client`: the client, to be bundled with a site's scripts. Importing it has no side effect. */
import { lazySpeculate } from './speculation/lazy-speculate.js';
import { createRegister } from './register.js';
import { withSpeculation } from './speculation/with-speculation.js';

/**
 * Registers the worker, and resolves to its client. Never rejects: if there are no service workers, or registering
 * fails, the site works as without sw-isr, the client does nothing, and an `error` event reports the failure. A first
 * registration waits for the page's `load`, 5 seconds at most. Listeners added as soon as this resolves miss no event.
 * @example
 * const isr = await register('/sw.js');
 * isr.addEventListener('updated', ({ detail }) => showRefreshButton(detail.url));
 */
export const register = createRegister({
  feed: () => import('./features/follow-feed.js'),
  speculate: withSpeculation(lazySpeculate(() => import('./speculation/speculate.js'))),
});
export type { RegisterOptions } from './register.js';
export type { IsrClient } from './client.js';
export type { Pages, PagesOptions, RevalidateOptions } from './client-options.js';
export type { PrefetchLinksOptions } from './features/prefetch-links.js';
export type { SpeculateOptions } from './speculation/speculate.js';
export type { CallOptions } from './runtime/with-timeout.js';
export type { IsrEvents, IsrEventTarget, IsrListener } from './events.js';
export { IsrError } from '../shared/errors.js';
export type { IsrErrorCode } from '../shared/errors.js';
export type {
  Counts,
  DeploymentInfo,
  Explanation,
  Invalidated,
  NoticeName,
  Notices,
  PageInfo,
  PrefetchResult,
  Stats,
} from '../shared/messages.js';
