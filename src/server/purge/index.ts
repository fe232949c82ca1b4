/** `sw-isr/server/purge`: CDNs that are purged before browsers are told. */
export { cloudflare, type CloudflareOptions } from './cloudflare.js';
export { fastly, type FastlyOptions } from './fastly.js';
export type { PurgeOptions } from './request.js';
export { type Purge, purgeAll } from './targets.js';
export { vercel, type VercelOptions } from './vercel.js';
