/** `sw-isr/server`: the revalidation feed, for any server with `fetch`. Importing it has no side effect. */
export { createFeed, type Feed, type FeedOptions, type Published } from './feed.js';
export type { FeedLog, LogEntry, LogState } from './log.js';
export { memoryLog } from './logs/memory.js';
export { redisLog } from './logs/redis.js';
export { sqliteLog } from './logs/sqlite.js';
export type { Purge } from './publish.js';
export type { Adapter } from './adapters/adapter.js';
export { IsrError, type IsrErrorCode } from '../shared/errors.js';
export type { DeploymentEvent, DisabledEvent, FeedEvent, RevalidateEvent } from '../shared/feed.js';
