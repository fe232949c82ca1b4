/** `sw-isr/client`: the client, to be bundled with a site's scripts. Importing it has no side effect. */
export { register } from './register.js';
export type { RegisterOptions } from './register.js';
export type { IsrClient } from './client.js';
export type { Pages, PagesOptions, RevalidateOptions } from './client-options.js';
export type { PrefetchLinksOptions } from './features/prefetch-links.js';
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
