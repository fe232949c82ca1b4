/** `sw-isr/client`: the page's side. No side effect. */
export { register } from './register.js';
export type { RegisterOptions } from './register.js';
export type { IsrClient, Pages, PagesOptions, RevalidateOptions } from './client.js';
export type { PrefetchLinksOptions } from './prefetch-links.js';
export type { CallOptions } from './within.js';
export type { IsrEvents, IsrEventTarget, IsrListener } from './events.js';
export { IsrError } from '../core/errors.js';
export type { IsrErrorCode } from '../core/errors.js';
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
} from '../protocol/messages.js';
