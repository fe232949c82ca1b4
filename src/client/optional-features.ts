import type { IsrClient } from './client.js';
import type { FollowFeed } from './features/follow-feed.js';
import type { Page } from './runtime/page.js';

/** The features of which only some sites make use. */
export interface Features {
  /** Loads what follows the revalidation feed, for a worker that has one. */
  feed?: (() => Promise<{ followFeed: FollowFeed }>) | undefined;
  /** Adds `speculate()`. */
  speculate?: (client: IsrClient, page: Page) => void;
}
