/** `sw-isr/client`: the page's side. No side effect. */
export { register } from './register.js';
export type { RegisterOptions } from './register.js';
export type { IsrClient, Pages, PagesOptions, RevalidateOptions } from './client.js';
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
