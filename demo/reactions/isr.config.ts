import { defineConfig } from 'sw-isr';

export default defineConfig({
  // What this browser holds can be looked at: /__isr.
  inspector: true,
  // Webhooks reach it: an open page hears of a reaction at once.
  feed: '/_isr/feed',
  routes: [
    { match: '/api/*', revalidate: 0 },
    // The counts are never waited for, and asked for anew when they are older than a second.
    { match: '/', revalidate: 1, tags: ['reactions'] },
    // Each visitor sees which reactions are theirs. A write makes the server be asked first.
    { match: '/issue', revalidate: 1, tags: ['reactions'], audience: 'user' },
  ],
  // The switch changes no page: it decides what happens when one is asked for.
  ignoreWrites: ['/api/*'],
});
