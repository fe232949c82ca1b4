import type { FeedEvent, RevalidateEvent } from '../../../src/shared/feed.js';

/** An event with a tag that tells it from all others of a test. */
export const eventOf = (tag: number | string, at = 1_790_000_000): FeedEvent => ({ at, tags: [`t:${tag}`] });

export const tagOf = (event: unknown): string => (event as RevalidateEvent).tags?.[0] ?? '';
