/** The smallest config and the feed, whose cost is the difference. */
import { defineConfig } from 'sw-isr';

export default defineConfig({
  routes: [{ match: '/*', revalidate: 60 }],
  assets: false,
  offline: '/offline',
  feed: '/_isr/feed',
});
