import { createFollower } from '../feed/follow-feed.js';
import type { Feature } from './feature.js';

/** The revalidation feed: what has changed on the site, told to every browser (rule 31). */
export const feed = (): Feature => ({
  start(context, routes) {
    const { feed: options } = context.config;
    const follower = options && createFollower(context, routes, options);
    if (!follower) return undefined;
    return {
      onRequest: (event) => follower.check(event),
      onHello: () => ({ feed: follower.told }),
      commands: { feed: ({ event }, heard) => follower.receive(event, heard) },
    };
  },
});
