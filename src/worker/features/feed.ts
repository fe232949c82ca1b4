import { createFollower } from '../feed/follow-feed.js';
import type { Feature } from './feature.js';

/** The revalidation feed: what has changed on the site, told to every browser (rule 31). */
export const feed = (): Feature => ({
  start(context, routes) {
    const follower = createFollower(context, routes);
    return {
      onRequest: (event) => follower.check(event),
      onHello: () => ({ feed: follower.told }),
      commands: { feed: ({ event }, heard) => follower.receive(event, heard) },
    };
  },
});
